// Phone and desktop, each with JavaScript and without. Tests of islands are tagged @islands and run with JavaScript only.
import { defineConfig, type PlaywrightTestConfig } from "@playwright/test";

const screens = {
  phone: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
  desktop: { viewport: { width: 1280, height: 800 } },
};

const projects: PlaywrightTestConfig["projects"] = Object.entries(screens).flatMap(([name, screen]) => [
  { name, use: screen },
  { name: `${name}-without-js`, use: { ...screen, javaScriptEnabled: false }, grepInvert: /@islands/ },
]);

/** Under a shifted clock (`.ci/at`) Chromium keeps its own: libfaketime stops it, and no script of the pages reads it. */
const { LD_PRELOAD: _, ...unshifted } = process.env;

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  projects,
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  // A test that passes on its second try is broken; it is not tried twice.
  retries: 0,
  timeout: 60_000,
  workers: 2,
  reporter: process.env.CI ? [["list"]] : [["list"], ["html", { open: "never" }]],
  use: {
    // What isn't there is said at once, not when the test's time is over.
    actionTimeout: 15_000,
    locale: "vi-VN",
    timezoneId: "Asia/Ho_Chi_Minh",
    screenshot: "only-on-failure",
    // `npx playwright test --trace on` for those who look for something; it costs a third of the time.
    launchOptions: {
      env: unshifted as Record<string, string>,
      executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});

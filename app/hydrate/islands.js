// Wakes the islands of a page. `server/build.rs` puts the hashed addresses in the place of both names below.
import init, * as islands from "./portal.js";

await init({ module_or_path: "./portal_bg.wasm" });
islands.hydrate();
for (const island of document.querySelectorAll("leptos-island")) {
  // An island that this build doesn't know stays as the server rendered it: usable, only not livelier.
  await islands[island.dataset.component]?.(island);
}

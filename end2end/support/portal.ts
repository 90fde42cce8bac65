// A portal of one's own: the real binary on a free port, a fresh SQLite file with the demo data, the sandbox beside it.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

/** The binary under test: `make test` builds this one. */
const BINARY = path.resolve(process.env.PORTAL_BIN ?? path.join(import.meta.dirname, "../../target/debug/portal"));

/** How long a server may take to answer for the first time. */
const PATIENCE_MS = 30_000;

export interface Portal {
  /** The portal's address, without a closing slash. */
  url: string;
  /** The simulated outside world's address, without a closing slash. */
  sandbox: string;
  /** Runs another command of the binary on the same data, for instance `verify`; rejects if it fails. */
  command(...args: string[]): Promise<{ stdout: string; stderr: string }>;
  stop(): Promise<void>;
}

/** `year`: with the demo's year of dossiers, which takes the debug binary a while. */
export async function startPortal({ year = false } = {}): Promise<Portal> {
  const data = await mkdtemp(path.join(tmpdir(), "portal-e2e-"));
  const [address, outside] = (await freePorts(2)).map((port) => `127.0.0.1:${port}`) as [string, string];
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    DATABASE_URL: `sqlite:${path.join(data, "portal.db")}`,
    PORTAL_DATA_DIR: data,
    PORTAL_LISTEN: address,
    PORTAL_PUBLIC_URL: `http://${address}`,
    PORTAL_SANDBOX_LISTEN: outside,
    PORTAL_SANDBOX_URL: `http://${outside}`,
    RUST_LOG: process.env.RUST_LOG ?? "warn",
  };
  const command = (...args: string[]) => promisify(execFile)(BINARY, args, { env, cwd: data });

  await command("demo", ...(year ? [] : ["--without-year"]));
  const sandbox = serve("sandbox", `http://${outside}/health`, env, data);
  const portal = serve("serve", `http://${address}/health/ready`, env, data);
  const stop = async () => {
    await Promise.all([sandbox.stop(), portal.stop()]);
    await rm(data, { recursive: true, force: true });
  };
  try {
    await Promise.all([sandbox.ready, portal.ready]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://${address}`, sandbox: `http://${outside}`, command, stop };
}

/** Starts one command that serves; `ready` resolves once `health` answers 200. */
function serve(command: string, health: string, env: NodeJS.ProcessEnv, cwd: string) {
  const child = spawn(BINARY, [command], { env, cwd, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      said = (said + String(chunk)).slice(-20_000);
    });
  }
  return { ready: answers(health, child, () => `portal ${command} said:\n${said}`), stop: () => stopped(child) };
}

async function answers(address: string, child: ChildProcess, report: () => string): Promise<void> {
  let gone = false;
  child.once("error", () => (gone = true));
  child.once("exit", () => (gone = true));
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline && !gone) {
    const answer = await fetch(address).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${address} does not answer. ${report()}`);
}

/** Asks the process to stop and waits until it has. */
async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exit = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const hard = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await exit;
  clearTimeout(hard);
}

/** Ports that nobody listens on; all are held while they are looked for, so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

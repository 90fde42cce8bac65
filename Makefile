# The whole project from here: `make run` to see it, `make test` to check it, `make dev` to work on it.
# What is missing on the machine is installed (as root) or named; .ci/setup.sh knows how.
.PHONY: run dev wasm test fuzz bench check-dependencies check-wasm check-rust test-rust test-fuzz test-days test-browser check-html

run:
	@-.ci/wasm
	@.ci/build --release
	@.ci/start target/release/portal

dev:
	@-.ci/wasm
	@.ci/dev

# The islands, into target/site. The server builds without them, too.
wasm:
	@.ci/wasm

test:
	@.ci/test

# Ten minutes for each fuzz target; `make test` gives them ten seconds.
fuzz:
	@.ci/fuzz $${SECONDS_EACH:-600}

# How fast it is, as a table on standard output; three minutes after the build.
bench:
	@.ci/bench

# Parts of `make test`, for whoever wants one alone.
check-dependencies check-wasm check-rust test-rust test-fuzz test-days test-browser check-html:
	@.ci/test $@

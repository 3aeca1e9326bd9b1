# The work is done by scripts in .ci/, which tell what they do and install what is missing.
.PHONY: serve build dev test bench fuzz schema pictures clean

# The page as released, on http://127.0.0.1:8080/ or the next free port (PORT=… starts from another).
serve: build
	@exec node .ci/serve.mjs dist

# The page as released, in dist/.
build:
	@bash .ci/build

# The page for development, built again after every change.
dev:
	@bash .ci/dev

# All tests.
test:
	@bash .ci/test

# How fast the page is, beside npm's yaml in the same browser tab, what a key costs beside a bare CodeMirror, and the longest tasks. Judges nothing.
bench: build
	@node tests/bench/bench.mjs
	@node tests/bench/typing.mjs
	@node tests/bench/tasks.mjs

# Texts, edits and links that nobody thought of, SECONDS=60 for each target.
fuzz:
	@FUZZ_SECONDS=$(or $(SECONDS),60) bash .ci/fuzz

# src/schema/aws/*.tsv again, from the schemas of AWS that the pinned cfn-lint has.
schema:
	@bash .ci/schema

# The pictures of the documentation and the README, from the page in dist/.
pictures: build
	@node .ci/pictures.mjs

clean:
	rm -rf target dist node_modules tests/acceptance/node_modules .venv

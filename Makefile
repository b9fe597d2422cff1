# kerastep: `make run` and `make test` are all it takes; `make help` lists the rest.

MODEL   ?=
WALK    ?= Sources/Console/Resources/walks/xor.kst
MODELS  ?= Sources/Console/Resources/models
WALKS   ?= Sources/Console/Resources/walks
LESSONS ?= docs/walkthroughs
PREFIX  ?= /usr/local
COUNT   ?= 2000
LINES   ?= 1000000
PYTHON  ?= python3
PACKAGES ?= .build/packages
REPOSITORY ?= $(shell git remote get-url origin 2>/dev/null)
CHANGED ?= 20000
# Of conformance: how many models, how many that are trained, from which seed, under which Keras, and where environments
# are or are made.
NUMBER  ?= 1000
TRAINED ?= 300
SEED    ?= 1
VERSION ?= keras3 keras2
ENVIRONMENTS ?=

# One build for developing: run, test, fuzz and docs share it. install and bench make the fast one.
KERASTEP := .build/debug/kerastep
FUZZ     := .build/debug/kerastep-fuzz
FAST     := .build/release/kerastep
BENCH    := .build/release/kerastep-bench
# What is linked for packages, of the objects of this build, and where it is installed before it is packed.
BUILT    ?= .build/release
SHARED   := .build/shared/kerastep
PORTABLE := .build/portable/kerastep
STAGED   := .build/staged
# A build of its own, which keeps watch over every byte that is read and written.
ASAN     := --sanitize=address --scratch-path .build-asan
SWIFT_CODE := Package.swift Sources Tests

# On Linux the fast program carries Swift's library in itself: it starts faster and runs where no Swift is.
# Homebrew hides some libraries from pkg-config on macOS.
ifeq ($(shell uname -s),Darwin)
  RELEASE := -c release
  TREE := staged
  BREW := $(shell brew --prefix 2>/dev/null)
  export PKG_CONFIG_PATH := $(BREW)/opt/libedit/lib/pkgconfig:$(BREW)/opt/openblas/lib/pkgconfig:$(BREW)/opt/zlib/lib/pkgconfig:$(PKG_CONFIG_PATH)
else
  RELEASE := -c release --static-swift-stdlib
  TREE := portable
endif

# What a shell completes by: the shell, its folder, the file's name there.
COMPLETE = install -d "$(DESTDIR)$(PREFIX)/share/$(2)" && $(FAST) --generate-completion-script $(1) > "$(DESTDIR)$(PREFIX)/share/$(2)/$(3)"

# An installed tree by itself: the program, and the folder that becomes the root.
STAGE = rm -rf $(2) && $(MAKE) -s -o release install FAST=$(1) PREFIX=/usr DESTDIR="$(CURDIR)/$(2)" >/dev/null

.DEFAULT_GOAL := help
.PHONY: help run test tests-built asan build release deps install portable staged wheel dist deb formula bench fuzz conformance fuzz-asan lint format docs clean

help: ## show this list
	@echo 'usage: make TARGET'
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' Makefile | awk -F'|' '{ printf "%-12s%s\n", $$1, $$2 }'

run: build ## start kerastep on the bundled model (MODEL=file for another); without a terminal, play a walk
	@if [ -t 0 ] && [ -t 1 ]; then $(AT_TERMINAL); else $(KERASTEP) --batch -x $(WALK); fi

test: tests-built ## run every test, those at a terminal with the built program, and a short fuzz; ONLY=LayersTests runs these
ifdef ONLY
	@KERASTEP_BIN="$(CURDIR)/$(KERASTEP)" swift test --skip-build --filter '$(ONLY)'
else
	@KERASTEP_BIN="$(CURDIR)/$(KERASTEP)" swift test --skip-build
	@$(FUZZ) Tests/Fixtures 40
	@$(FUZZ) lines 20000
	@$(FUZZ) models Tests/Fixtures 0 300
endif

tests-built: deps
	@swift build --build-tests

asan: deps ## run every test under AddressSanitizer: slow
	@swift build $(ASAN) --product kerastep
	@KERASTEP_BIN="$(CURDIR)/.build-asan/debug/kerastep" KERASTEP_SLOW=20 ASAN_OPTIONS=detect_leaks=0 swift test $(ASAN)

build: deps ## build the program for developing: quick to build, slower to run
	@swift build --product kerastep

release: deps ## build the program as it is installed
	@swift build $(RELEASE) --product kerastep

deps: ## check what the build needs, and install what is missing
	@sh -c "$$CHECK_DEPS"

install: release ## put the program, its manual, models and lessons under PREFIX (/usr/local; DESTDIR is honoured)
	@install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/kerastep/models" "$(DESTDIR)$(PREFIX)/share/kerastep/walks" "$(DESTDIR)$(PREFIX)/share/kerastep/walkthroughs" "$(DESTDIR)$(PREFIX)/share/kerastep/python"
	@install -m 755 $(FAST) "$(DESTDIR)$(PREFIX)/bin/kerastep"
	@install -m 644 $(MODELS)/* "$(DESTDIR)$(PREFIX)/share/kerastep/models"
	@install -m 644 $(WALKS)/* "$(DESTDIR)$(PREFIX)/share/kerastep/walks"
	@install -m 644 $(LESSONS)/*.md "$(DESTDIR)$(PREFIX)/share/kerastep/walkthroughs"
	@install -m 644 Sources/Python/kerastep.py "$(DESTDIR)$(PREFIX)/share/kerastep/python"
	@install -d "$(DESTDIR)$(PREFIX)/share/doc/kerastep" "$(DESTDIR)$(PREFIX)/share/man/man1" "$(DESTDIR)$(PREFIX)/share/man/man7"
	@install -m 644 LICENSE "$(DESTDIR)$(PREFIX)/share/doc/kerastep"
	@$(FAST) manual "$(DESTDIR)$(PREFIX)/share/man"
	@$(call COMPLETE,bash,bash-completion/completions,kerastep)
	@$(call COMPLETE,zsh,zsh/site-functions,_kerastep)
	@$(call COMPLETE,fish,fish/vendor_completions.d,kerastep.fish)
	@echo "installed $(DESTDIR)$(PREFIX)/bin/kerastep"

portable: release ## link the program with all but glibc in it: it runs on any Linux as new as this one
	@$(PYTHON) .packaging/link.py $(BUILT) $(PORTABLE) static
	@$(call STAGE,$(PORTABLE),$(STAGED)/portable)
	@install -m 644 $(dir $(PORTABLE))licences-of-libraries.txt $(STAGED)/portable/usr/share/doc/kerastep

# Where nothing is linked anew the program is packed as it was built, and needs what Homebrew has.
staged: release
	@$(call STAGE,$(FAST),$(STAGED)/staged)

wheel: portable ## pack the program for pip, into .build/packages (PACKAGES=…), with SHA256SUMS as all packages
	@$(PYTHON) .packaging/wheel.py $(STAGED)/portable/usr "$(PACKAGES)"

dist: $(TREE) ## pack the program as a .tar.gz to be unpacked anywhere
	@$(PYTHON) .packaging/archive.py $(STAGED)/$(TREE)/usr "$(PACKAGES)"

deb: release ## pack the program for Debian and Ubuntu; it takes its libraries from there
	@$(PYTHON) .packaging/link.py $(BUILT) $(SHARED) shared
	@$(call STAGE,$(SHARED),$(STAGED)/deb)
	@$(PYTHON) .packaging/deb.py $(STAGED)/deb "$(PACKAGES)"

formula: release ## write the archive of the source and Homebrew's formula; REPOSITORY has the releases
	@$(PYTHON) .packaging/formula.py $(FAST) "$(REPOSITORY)" "$(PACKAGES)"

bench: release ## measure the speed; KERASTEP_PYTHON names a Python with NumPy or Keras to measure beside
	@swift build $(RELEASE) --product kerastep-bench
	@KERASTEP_BIN="$(CURDIR)/$(FAST)" $(BENCH)

fuzz: deps ## open 2,000 damaged copies of every fixture (COUNT=…), type LINES wild lines, walk CHANGED changed models
	@swift build --product kerastep-fuzz
	@$(FUZZ) Tests/Fixtures $(COUNT)
	@$(FUZZ) lines $(LINES)
	@$(FUZZ) models Tests/Fixtures 0 $(CHANGED)

conformance: build ## compare NUMBER random models a Keras VERSION, and steps of TRAINED more, with what Keras computes: 40 minutes
	@$(PYTHON) Tests/Conformance/run.py --kerastep $(KERASTEP) --number $(NUMBER) --trained $(TRAINED) --seed $(SEED) --version $(VERSION) \
	  $(if $(ENVIRONMENTS),--environments "$(ENVIRONMENTS)")

fuzz-asan: deps ## walk CHANGED changed models under AddressSanitizer: slow
	@swift build $(ASAN) --product kerastep-fuzz
	@ASAN_OPTIONS=detect_leaks=0 .build-asan/debug/kerastep-fuzz models Tests/Fixtures 0 $(CHANGED) sanitized

lint: ## check the layout of the code
	@swift format lint --strict -r $(SWIFT_CODE)

format: ## lay out the code
	@swift format -i -r $(SWIFT_CODE)

docs: tests-built ## write docs/commands.md and docs/layers.md from the code, and what sessions in the pages show
	@KERASTEP_WRITE_DOCS="$(CURDIR)/docs" swift test --skip-build --filter Documentation

clean: ## remove what was built
	@swift package clean

# A shell with job control gives the program the terminal for itself: the second Ctrl-C would end make.
# Ctrl-Z, which would stop the program alone and end make, does nothing here.
AT_TERMINAL = trap '' TSTP; set -m; $(KERASTEP) $(MODEL)

define CHECK_DEPS
say() { printf '%s\n' "$$*" >&2; }

version=$$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\)\.\([0-9]*\).*/\1 \2/p' | head -n 1)
set -- $$version
if [ $$# -ne 2 ]; then
  say 'make: Swift is not installed, or not in PATH. Swift 6.2 or newer builds kerastep:'
  say '  https://www.swift.org/install'
  exit 1
fi
if [ $$1 -lt 6 ] || { [ $$1 -eq 6 ] && [ $$2 -lt 2 ]; }; then
  say "make: this is Swift $$1.$$2; kerastep needs 6.2 or newer: https://www.swift.org/install"
  exit 1
fi

missing=
needs() {
  [ -n "$$missing" ] || say 'make: missing for the build:'
  say "$$(printf '  %-16s %s' "$$1" "$$2")"
  missing="$$missing $$1"
}
has() { command -v pkg-config >/dev/null && pkg-config --exists "$$1"; }

if [ "$$(uname -s)" = Darwin ]; then
  command -v pkg-config >/dev/null || needs pkg-config 'tells the build where libraries are'
  has libedit  || needs libedit  'line editing at the prompt'
  has openblas || needs openblas 'matrix products'
  has zlib     || needs zlib     'compressed files'
  [ -n "$$missing" ] || exit 0
  say "make: install with: brew install$$missing"
  exit 1
fi

command -v pkg-config >/dev/null || needs pkg-config 'tells the build where libraries are'
has libedit  || needs libedit-dev     'line editing at the prompt'
has openblas || needs libopenblas-dev 'matrix products'
has zlib     || needs zlib1g-dev      'compressed files'
[ -n "$$missing" ] || exit 0

by_hand() {
  say "make: $$1"
  say "  Debian, Ubuntu: apt-get install$$missing"
  say '  Fedora:         dnf install pkgconf libedit-devel openblas-devel zlib-devel'
  exit 1
}
command -v apt-get >/dev/null || by_hand 'there is no apt-get here; install them in your own way, then call make again:'
as_root=
if [ "$$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || by_hand 'installing needs root and there is no sudo; as root:'
  as_root=sudo
fi
say "make: installing with apt-get:$$missing"
$$as_root apt-get update -qq &&
  $$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null ||
  by_hand 'apt-get could not install them; by hand:'
endef
export CHECK_DEPS

# SPDX-License-Identifier: MIT
#
# A thin front to Meson, and the commands of the README. Each installs the Debian packages that it lacks
# (SETUP=no: do not), builds what is not built, and then does its work.
#
#   make run                      build, start the daemon if none runs, and a guided stretch here
#   make check                    build and run every test; CHECK=full (CI=true too): and what CI runs
#   make bench                    what Limber costs, against its goals; BENCH_S=SECONDS a window
#   make soak                     the simulator, for SOAK_S=SECONDS
#   make fuzz                     each fuzz target for FUZZ_S=SECONDS
#   make asan                     unit, contract and simulator tests under ASan and UBSan
#   make lint                     clang-tidy, cppcheck, clang-format, scripts, man pages, unit
#   make format                   lay the code out as .clang-format says
#   make pot                      collect the words in po/limber.pot, and merge them into each language
#   make install PREFIX=DIR DESTDIR=DIR   needs no root where DIR is yours

BUILD ?= build
PREFIX ?= /usr/local
SETUP ?= yes
BENCH_S ?= 60
SOAK_S ?= 600
FUZZ_S ?= 20
ifeq ($(CI),true)
CHECK ?= full
endif
CHECK ?= quick

setup = $(if $(filter yes,$(SETUP)),build-aux/setup)
with_setup = @$(if $(setup),$(setup) $(1),:)
ninja = ninja -C $(1) $(if $(V),-v,--quiet)

all: build

# ---- builds ----

build: $(BUILD)/build.ninja
	@$(call ninja,$(BUILD))

# Without tests first: `make run` must not need what only the tests need.
$(BUILD)/build.ninja:
	$(call with_setup,build)
	@meson setup $(BUILD) -Dtests=false

$(BUILD)/with-tests:
	$(call with_setup,build test)
	@if [ -e $(BUILD)/build.ninja ]; then meson configure $(BUILD) -Dtests=true; \
	else meson setup $(BUILD) -Dtests=true; fi
	@touch $@

$(BUILD)/with-werror: $(BUILD)/with-tests
	@meson configure $(BUILD) -Dwerror=true
	@touch $@

# clang, sanitizers and libFuzzer in one: what CI looks at a second time.
build-asan/build.ninja:
	$(call with_setup,build test lint)
	@CC=clang meson setup build-asan -Dtests=true -Dfuzz=true -Dwerror=true -Db_lundef=false \
	        -Db_sanitize=address,undefined

build-asan: build-asan/build.ninja
	$(call with_setup,build test lint)
	@$(call ninja,build-asan)

# ---- commands ----

run:
	$(call with_setup,build)
	@$(MAKE) --silent --no-print-directory build SETUP=no
	@build-aux/run $(BUILD)

check:
	$(call with_setup,build test $(if $(filter full,$(CHECK)),lint))
	@$(MAKE) --silent --no-print-directory $(BUILD)/$(if $(filter full,$(CHECK)),with-werror,with-tests) SETUP=no
	@build-aux/tally --build $(BUILD) $(if $(filter full,$(CHECK)),--full)

bench:
	$(call with_setup,build test)
	@$(MAKE) --silent --no-print-directory $(BUILD)/with-tests build SETUP=no
	@BENCH_S=$(BENCH_S) /usr/bin/python3 test/bench/bench.py --build $(BUILD)

soak:
	$(call with_setup,build test)
	@$(MAKE) --silent --no-print-directory $(BUILD)/with-tests build SETUP=no
	@build-aux/soak $(BUILD) $(SOAK_S)

asan: build-asan
	@build-aux/tally --build build-asan --only sanitizers

fuzz: build-asan
	@build-aux/tally --build build-asan --only fuzz --fuzz-seconds $(FUZZ_S)

lint: build-asan/build.ninja
	$(call with_setup,build test lint)
	@build-aux/tally --build build-asan --only lint

format:
	$(call with_setup,lint)
	@git ls-files -z '*.c' '*.h' | xargs -0 clang-format -i

# A build of its own, optimized and without tests, with the places of PREFIX compiled in.
pot: build
	@build-aux/potfiles >po/POTFILES
	@build-aux/stretch-words >po/stretches.pot
	@$(call ninja,$(BUILD)) limber-pot limber-update-po

install:
	$(call with_setup,build)
	@build-aux/configure-release build-release $(PREFIX)
	@$(call ninja,build-release)
	@DESTDIR=$(DESTDIR) meson install -C build-release --no-rebuild --quiet

clean:
	rm -rf $(BUILD) build-asan build-release

.NOTPARALLEL:
.PHONY: all build run check bench soak asan build-asan fuzz lint format pot install clean

# normscope: build, test, install. `make help` lists the targets.

CC ?= cc
CFLAGS ?= -O2 -g
prefix ?= /usr/local
bindir = $(prefix)/bin
datadir = $(prefix)/share

# A build folder per mode; the optimised program itself stands at build/normscope.
MODE ?= release
OUT = build/$(MODE)
VERSION = 0.1.0

PACKAGES = ncursesw gsl libcmark yaml-0.1 muparser
PKG_CONFIG ?= pkg-config
BLAS_LIBS ?= -lgslcblas

WARNINGS = -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla \
	-Wpointer-arith -Wwrite-strings -Wno-missing-field-initializers -Wno-unknown-warning-option -Wno-format-truncation
BASE_CFLAGS = -std=c17 -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -pthread $(WARNINGS) -ffp-contract=off -Isrc -DVERSION='"$(VERSION)"' \
	-DDATADIR='"$(datadir)/normscope"' $(shell $(PKG_CONFIG) --cflags-only-I $(PACKAGES) 2>/dev/null)
CORE_LIBS = $(shell $(PKG_CONFIG) --libs-only-L gsl libcmark yaml-0.1 muparser 2>/dev/null) \
	-lcmark -lyaml -lmuparser -lgsl $(BLAS_LIBS) -lm
CURSES_LIBS = $(shell $(PKG_CONFIG) --libs ncursesw 2>/dev/null)

MODE_CFLAGS_release =
MODE_CFLAGS_test = -O1 -g -DGSL_RANGE_CHECK=1
MODE_CFLAGS_asan = -O1 -g -fno-omit-frame-pointer -DGSL_RANGE_CHECK=1 \
	-fsanitize=address,undefined,float-cast-overflow,float-divide-by-zero -fno-sanitize-recover=all
MODE_CFLAGS_fuzz = -O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined \
	-fno-sanitize-recover=all
MODE_CFLAGS = $(MODE_CFLAGS_$(MODE))
COMPILE = $(CC) $(CPPFLAGS) $(CFLAGS) $(BASE_CFLAGS) $(MODE_CFLAGS) -MMD -MP

# The core library holds every layer but app: no ncurses, no keys, no clock.
CORE_SOURCES = $(wildcard src/base/*.c src/num/*.c src/engine/*.c src/draw/*.c src/view/*.c \
	src/export/*.c)
APP_SOURCES = $(wildcard src/app/*.c)
TEST_SOURCES = $(wildcard tests/*/test_*.c)
TEST_HELPERS = $(wildcard tests/*.c)
CORE_OBJECTS = $(CORE_SOURCES:%.c=$(OUT)/%.o)
APP_OBJECTS = $(APP_SOURCES:%.c=$(OUT)/%.o)
TEST_HELPER_OBJECTS = $(TEST_HELPERS:%.c=$(OUT)/%.o)
TESTS = $(TEST_SOURCES:%.c=$(OUT)/%)
CORE = $(OUT)/libnormscope.a

all: build/normscope ## build the program (the default)

build/normscope: FORCE
	@$(MAKE) --no-print-directory MODE=release program
	@cmp -s build/release/normscope $@ || cp build/release/normscope $@

FORCE:

program: $(OUT)/normscope

$(OUT)/normscope: $(APP_OBJECTS) $(CORE)
	@echo "  LD $@"
	@$(COMPILE) $(LDFLAGS) -o $@ $(APP_OBJECTS) $(CORE) $(CURSES_LIBS) $(CORE_LIBS) $(LIBS)

$(CORE): $(CORE_OBJECTS)
	@rm -f $@
	@$(AR) rcs $@ $(CORE_OBJECTS)

$(OUT)/%.o: %.c Makefile
	@mkdir -p $(@D)
	@echo "  CC $<"
	@$(COMPILE) -c -o $@ $<

# Tests link the core library alone: a view that reaches for the terminal does not link. Those of
# the app get its objects too, but for the entry.
$(OUT)/tests/app/%: LINKED_APP = $(filter-out %/main.o,$(APP_OBJECTS))
$(OUT)/tests/app/%: LINKED_LIBS = $(CURSES_LIBS)
$(OUT)/tests/%: tests/%.c $(TEST_HELPER_OBJECTS) $(CORE) $(APP_OBJECTS) Makefile
	@mkdir -p $(@D)
	@echo "  LD $<"
	@$(COMPILE) -Itests $(LDFLAGS) -o $@ $< $(TEST_HELPER_OBJECTS) $(LINKED_HARNESS) $(LINKED_APP) $(CORE) -lcmocka \
		$(LINKED_LIBS) $(CORE_LIBS) $(LIBS)

tests-built: $(TESTS)

# The storm: random keys, by hand with `make storm`, a few of them in a test.
STORM_SOURCES = $(wildcard tests/storm/*.c)
STORM_OBJECTS = $(STORM_SOURCES:%.c=$(OUT)/%.o)
STORM_LIBRARY = $(filter-out %/main.o,$(STORM_OBJECTS))
KEYS ?= 10000
SEED ?= 1
LESSONS ?= all

$(STORM_OBJECTS): CPPFLAGS += -Itests
$(OUT)/tests/app/test_storm: LINKED_HARNESS = $(STORM_LIBRARY)
$(OUT)/tests/app/test_storm: $(STORM_LIBRARY)

$(OUT)/tests/storm/storm: $(STORM_OBJECTS) $(TEST_HELPER_OBJECTS) $(CORE) $(APP_OBJECTS)
	@echo "  LD $@"
	@$(COMPILE) $(LDFLAGS) -o $@ $(STORM_OBJECTS) $(TEST_HELPER_OBJECTS) \
		$(filter-out %/main.o,$(APP_OBJECTS)) $(CORE) -lcmocka $(CURSES_LIBS) $(CORE_LIBS) $(LIBS)

# Fuzzing: with libFuzzer by `make fuzz`; the corpora are read in a test, too.
FUZZ_TARGETS = lesson csv progress glossary expression math setting
FUZZ_SECONDS ?= 60
FUZZ_CC ?= clang
FUZZ_OBJECTS = $(OUT)/tests/fuzz/targets.o $(OUT)/tests/fuzz/fuzz.o

$(FUZZ_OBJECTS): CPPFLAGS += -Itests
$(OUT)/tests/fuzz/test_corpus: LINKED_HARNESS = $(OUT)/tests/fuzz/targets.o
$(OUT)/tests/fuzz/test_corpus: $(OUT)/tests/fuzz/targets.o

$(OUT)/tests/fuzz/fuzz: $(FUZZ_OBJECTS) $(CORE)
	@echo "  LD $@"
	@$(COMPILE) -fsanitize=fuzzer $(LDFLAGS) -o $@ $(FUZZ_OBJECTS) $(CORE) $(CORE_LIBS) $(LIBS)

BENCH_SOURCES = $(wildcard tests/bench/*.c)
BENCH_OBJECTS = $(BENCH_SOURCES:%.c=$(OUT)/%.o)

$(OUT)/tests/bench/bench: $(BENCH_OBJECTS) $(CORE)
	@echo "  LD $@"
	@$(COMPILE) $(LDFLAGS) -o $@ $(BENCH_OBJECTS) $(CORE) $(CORE_LIBS) $(LIBS)

run: build/normscope ## build it and open the menu of lessons
	@build/normscope

test: build/normscope ## build everything and run all tests
	@$(MAKE) --no-print-directory MODE=test tests-built
	@tests/run build/test build/normscope

asan: ## the same tests and all lessons under the address and undefined behaviour sanitizers
	@$(MAKE) --no-print-directory MODE=asan tests-built program
	@ASAN_OPTIONS=detect_leaks=1 tests/run build/asan build/asan/normscope

bench: build/normscope ## measure how fast it is, beside torch and numpy where they are installed
	@$(MAKE) --no-print-directory MODE=release build/release/tests/bench/bench
	@tests/bench/run build/release/tests/bench/bench build/normscope

storm: ## press KEYS random keys on each of LESSONS under the sanitizers; SEED makes it again
	@$(MAKE) --no-print-directory MODE=asan build/asan/tests/storm/storm
	@build/asan/tests/storm/storm $(KEYS) $(SEED) $(LESSONS)

fuzz: ## fuzz every reader FUZZ_SECONDS long with libFuzzer of clang; FUZZ_TARGETS says which
	@$(MAKE) --no-print-directory MODE=fuzz CC="$(FUZZ_CC)" build/fuzz/tests/fuzz/fuzz
	@tests/fuzz/run build/fuzz/tests/fuzz/fuzz $(FUZZ_SECONDS) $(FUZZ_TARGETS)

bits: ## compare traces of gcc and clang, at -O0 and -O2, byte for byte
	@MAKE="$(MAKE)" tests/check_bits

layers: ## check that no layer includes a layer above it, and curses is in one file
	@tests/layers

frames: build/normscope ## rewrite the golden frames; review the diff
	@tests/frames/rewrite build/normscope
	@$(MAKE) --no-print-directory MODE=test build/test/tests/app/test_pages
	@build/test/tests/app/test_pages rewrite

tidy: ## format all sources
	clang-format -i $(wildcard src/*/*.[ch] tests/*.[ch] tests/*/*.[ch])

deps: ## install what is missing to build, run and test
	@tests/deps

install: build/normscope ## install below $(DESTDIR)$(prefix)
	install -d $(DESTDIR)$(bindir) $(DESTDIR)$(datadir)/normscope/lessons/data \
		$(DESTDIR)$(datadir)/normscope/lessons/glossary
	install -m 755 build/normscope $(DESTDIR)$(bindir)/normscope
	install -d $(DESTDIR)$(datadir)/man/man1 $(DESTDIR)$(datadir)/bash-completion/completions \
		$(DESTDIR)$(datadir)/zsh/site-functions $(DESTDIR)$(datadir)/fish/vendor_completions.d
	build/normscope --help man >$(DESTDIR)$(datadir)/man/man1/normscope.1
	install -m 644 src/app/completions/normscope.bash \
		$(DESTDIR)$(datadir)/bash-completion/completions/normscope
	install -m 644 src/app/completions/_normscope $(DESTDIR)$(datadir)/zsh/site-functions
	install -m 644 src/app/completions/normscope.fish $(DESTDIR)$(datadir)/fish/vendor_completions.d
	install -m 644 lessons/order lessons/*.md $(DESTDIR)$(datadir)/normscope/lessons
	install -m 644 lessons/glossary/README.md $(DESTDIR)$(datadir)/normscope/lessons/glossary
	install -m 644 lessons/data/* $(DESTDIR)$(datadir)/normscope/lessons/data

uninstall: ## remove what install installed
	rm -f $(DESTDIR)$(bindir)/normscope $(DESTDIR)$(datadir)/man/man1/normscope.1 \
		$(DESTDIR)$(datadir)/bash-completion/completions/normscope \
		$(DESTDIR)$(datadir)/zsh/site-functions/_normscope \
		$(DESTDIR)$(datadir)/fish/vendor_completions.d/normscope.fish
	rm -rf $(DESTDIR)$(datadir)/normscope

clean: ## remove everything that was built
	rm -rf build

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /  \1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 14

.SECONDARY:
.PHONY: all program tests-built run test asan bench storm fuzz bits layers frames tidy deps install uninstall clean help FORCE
-include $(CORE_OBJECTS:.o=.d) $(APP_OBJECTS:.o=.d) $(BENCH_OBJECTS:.o=.d) $(STORM_OBJECTS:.o=.d) $(FUZZ_OBJECTS:.o=.d) $(TEST_HELPER_OBJECTS:.o=.d) $(TESTS:=.d)

# What reaches the terminal: letters, colours, and terminals of several kinds.
. "$(dirname "$0")/lib.sh"
open_shell 80 24

# record FILE ENVIRONMENT ARGUMENTS: plays three stops, all bytes to the terminal in FILE.
record() {
	line "clear"
	wait_prompt 0
	T pipe-pane -O "cat >'$FOLDER/$1'"
	line "env $2 \"\$NORMSCOPE\" $3"
	wait_top 'stop 1/'
	keys Space Space
	wait_top 'stop 3/'
	keys '?'
	wait_for 'one stage forward'
	keys q
	wait_top 'stop 3/'
	keys q
	wait_prompt 0
	T pipe-pane
}

ascii_only() { ! LC_ALL=C grep -q '[^[:cntrl:] -~]' "$FOLDER/$1"; }
letters() { ! ascii_only "$1"; }
# A colour sets 30 to 38, 40 to 48, 90 to 97 or 100 to 107.
colored() {
	LC_ALL=C grep -aoE $'\033''\[[0-9;:]*m' "$FOLDER/$1" |
		grep -qE '[[;](3[0-8]|4[0-8]|9[0-7]|10[0-7])[;:m]'
}
colorless() { ! colored "$1"; }

record usual TERM=screen-256color '"$PLAIN"'
check 'usually: Unicode' letters usual
check 'usually: colours' colored usual
record ascii TERM=screen-256color '"$PLAIN" --ascii'
check '--ascii: only ASCII' ascii_only ascii
record locale 'TERM=screen-256color LC_ALL=C' '"$PLAIN"'
check 'a C locale: only ASCII' ascii_only locale
record mono 'TERM=screen-256color NO_COLOR=1' '"$PLAIN"'
check 'NO_COLOR: no colours' colorless mono
record never TERM=screen-256color '--color never "$PLAIN"'
check '--color never: no colours' colorless never
record always 'TERM=screen-256color NO_COLOR=1' '--color=always "$PLAIN"'
check '--color always: colours after all' colored always

play '"$PLAIN"'
wait_top 'stop 1/'
keys a
check 'a: quadrants' wait_for 'Glyphs: quadrant'
keys a
check 'a: blocks' wait_for 'Glyphs: block'
keys a
check 'a: ASCII' wait_for 'Glyphs: ascii'
keys a
check 'a: braille again' wait_for 'Glyphs: braille'
keys q
wait_prompt 0
play '"$PLAIN"' --ascii
wait_top 'stop 1/'
keys a
check 'a with --ascii: says why not' wait_for 'Only ASCII here'
keys q
wait_prompt 0

for term in xterm xterm-256color screen screen-256color tmux-256color linux vt100; do
	infocmp "$term" >/dev/null 2>&1 || continue
	play '"$PLAIN"'
	keys q
	wait_prompt 0
	line "clear; TERM=$term \"\$NORMSCOPE\" \"\$PLAIN\""
	check "TERM=$term: it starts" wait_top 'stop 1/'
	keys Space
	check "TERM=$term: it goes on" wait_top 'stop 2/'
	keys q
	check "TERM=$term: it ends" wait_prompt 0
done
finish

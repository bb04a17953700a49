# Progress outlives a program that is killed, and a disk that is full stops no lesson.
. "$(dirname "$0")/lib.sh"
KEEP_PROGRESS=1
open_shell 100 30

# Where the last start was left is where the next one begins.
kill_there() { # STOP: killed without warning as soon as its file says that stop
	until_true grep -q "^lesson plain $(($1 - 1)) " "$FOLDER/state/normscope/progress"
	PROMPTS=$(prompts)
	kill -9 "$(pid)"
	until_true asked # somewhere on what is left of the picture
	line 'clear; stty sane; tput rmcup; clear'
	wait_prompt 0
}

go_on() { # STOP KEYS
	rm -f "$FOLDER/pid"
	line "clear; sh -c 'echo \$\$ >\$FOLDER/pid; exec \"\$NORMSCOPE\" \"\$PLAIN\"'"
	check "it opens at stop $1" wait_top "stop $1/"
	keys $2
}
go_on 1 PageDown
wait_top 'stop 2/'
kill_there 2
go_on 2 PageDown
wait_top 'stop 3/'
kill_there 3
go_on 3 q
check 'q leaves' wait_prompt 0

# A limit on files is what a full disk is to a program: each write fails.
rm -f "$FOLDER/state/normscope/progress"
line 'clear; (ulimit -f 0; exec "$NORMSCOPE" "$PLAIN")'
check 'a full disk is said' wait_for 'Your progress cannot be kept: is the disk full'
keys PageDown
check 'the lesson goes on' wait_top 'stop 2/'
check 'and it is said once' until_true eval '! screen_has "cannot be kept"'
keys PageDown
wait_top 'stop 3/'
check 'not at every stop' until_true eval '! screen_has "cannot be kept"'
keys q
check 'q leaves, too' wait_prompt 0
check 'and no file is left' test ! -e "$FOLDER/state/normscope/progress"
finish

# Answering: a prediction is held once, typed, judged where it is revealed; hints come in steps.
. "$(dirname "$0")/lib.sh"
open_shell 80 24
KEEP_PROGRESS=1
play four-steps
keys Space Enter
keys -l 'b d'
keys Space
keys -l 'a c'
keys Enter
check 'the letters of an order may stand apart' wait_for 'You said bdac'
keys Space
wait_top 'stop 2/'
keys Space
check 'the question stands below the prose' wait_for 'What is the variance of the first'
keys Space
check 'going on without an answer is held once' wait_for 'A question waits'
keys Space
check 'and then goes on' wait_for 'Skipped. The answer: 4\.'
keys BSpace
check 'back, it may still be answered' wait_for 'What is the variance of the first'
keys H
check 'H gives a hint' wait_for 'Hint: Square each number'
keys Enter
check 'Enter opens the line' wait_for 'Enter takes it'
line '2,5'
check 'a comma is no point' wait_for 'Write the number with a point'
keys BSpace BSpace BSpace
line '4.8'
check 'a known mistake is named' wait_for 'mistake: divides by m'
keys Enter 7 Escape
check 'Escape leaves the line' wait_for 'Enter answers'
keys Enter 4 Right
check 'another key closes the line and acts' wait_top 'stop 4/'
keys q
check 'q leaves the program' wait_prompt 0
line '"$NORMSCOPE" four-steps'
check 'the lesson goes on where it was left' wait_top 'stop 4/'
keys BSpace Down Down Down Down Down Down
check 'with its answers' wait_for 'You said 4.8'
keys G q
check 'at its end it is done' wait_prompt 0
line 'clear; "$NORMSCOPE" progress'
check 'progress prints it' wait_for 'four-steps +stop 8 of 8, done'
line 'clear; "$NORMSCOPE" four-steps --set "data.edits=move 1 9 9" --stop 5'
wait_top 'stop 5/'
check 'other settings ask anew' until_true screen_lacks 'You said'
keys q
wait_prompt 0
line 'clear; "$NORMSCOPE" progress'
check 'and leave the progress as it was' wait_for 'stop 3 +mistake +4.8'
line '"$NORMSCOPE"'
check 'the menu marks it' wait_for '2 +✓ +Four steps'
keys Down
check 'and says so below' wait_for 'after two-scales · done'
keys q
check 'and q leaves it' wait_prompt 0
cat >"$FOLDER/own.md" <<-'LESSON'
	---
	title: Own
	question: Q?
	data: {source: handful}
	train: {batch: all, epochs: 2}
	---
	## One
	<!-- at: start -->
	Old words.

	## Two
	<!-- at: {batch: 1, stage: loss} -->
	<!-- try: {set: {train.batch: 2}} -->
	Take two rows.

	- [x] More steps
	  - Yes.
	- [ ] Fewer
	  - No.
LESSON
play --log '$FOLDER/log' '$FOLDER/own.md'
keys Space Enter
check 'a try asks only when it is done' wait_for 'First do what it says'
keys -l ':set train.batch 2'
keys Enter
check 'a setting that is typed does it' wait_for 'Done. What happened'
keys Enter a Enter
check 'and then it asks' wait_for 'Yes\.'
sed -i 's/^title: Own/title: Changed/; s/Take two rows/Take only two rows/' "$FOLDER/own.md"
check 'the lesson is read again when its file changes' wait_for 'Take only two rows'
check 'its answers stay' wait_for 'You said a'
sed -i 's/^## Two/## Two `= 1`/' "$FOLDER/own.md"
check 'a mistake in it is said' wait_for 'Line 11: a live number cannot'
keys q
wait_prompt 0
line 'clear; "$NORMSCOPE" report $FOLDER/log $FOLDER/log'
check 'report sums the logs up' wait_for '2 answered, 2 right \(100%\)'
play four-steps
XDG_STATE_HOME="$FOLDER/state" XDG_RUNTIME_DIR= "$NORMSCOPE" notes >"$FOLDER/notes" &
notes=$!
notes_say() { grep -q "$1" "$FOLDER/notes"; }
check 'notes show what is for the speaker' until_true notes_say 'Four people each hold up a step'
keys Space Space Space
check 'and follow to another stop' until_true notes_say 'stop 3/8 · Step 2: subtract'
check 'with the answer to what it asks' until_true notes_say '^    Answer: 4$'
keys b
check 'and say that the screen is blank' until_true notes_say 'The screen is blank'
keys b
kill "$notes"
keys q
check 'the lesson ends' wait_prompt 0
play five-stages
keys Space Space Space
wait_top 'stop 2/'
keys Space
check 'a choice stands below the prose' wait_for 'Were all these z'
keys P
keys -l '12 5 3'
keys Enter
check 'a room can vote on it' wait_for '━ 12'
keys P
keys -l '2 17'
keys Enter
check 'a vote counts every choice' wait_for 'Type 3 counts of hands'
keys -l ' 1'
keys Enter
check 'and it can vote again' wait_for '━ 17'
keys Space
check 'and nothing holds a room that voted' wait_top 'stop 4/'
keys q
wait_prompt 0
finish

# A fork: the run so far stays as a ghost, becomes the second of two runs in step, and goes again.
. "$(dirname "$0")/lib.sh"
open_shell 160 40
play '"$PLAIN"'
wait_top 'stop 1/'
T send-keys -l '}}}'
wait_top 'epoch 3'
first=$(settled)

keys f
check 'f keeps the run as a ghost' wait_for 'This run stays as ghost 1 of 4'
T send-keys -l ':set train.learning_rate 0.5'
keys Enter
check 'the run goes on otherwise' wait_for 'learning_rate = 0.5 from batch 1 of epoch 4 on'
T send-keys -l '}}'
wait_top 'epoch 5'
alone=$(settled)
keys t
check 'as a twin it is named by what differs' wait_for '[AB] · train\.learning_rate = 0\.5'
check 'and so is the other' wait_for 'B · train\.learning_rate = 0\.9377'
check 'and are shown on the same levels' wait_for 'levels shared .*levels shared'
T send-keys -l '{'
check 'both go back' wait_top 'epoch 4'
T send-keys -l '}'
wait_top 'epoch 5'
keys u
check 'u makes it a ghost again' until_true eval '[ "$(screen | sed "\$d")" = "$(echo "$alone" | sed "\$d")" ]'
keys F
check 'F removes it' wait_for 'Ghost 1 is gone'
T send-keys -l '{{'
wait_top 'epoch 3'
check 'nothing can be removed twice' eval 'keys F; wait_for "[Tt]here is no ghost"'
keys u
wait_for 'Undone'
keys u
check 'all undone, the picture is the first' until_true eval '[ "$(screen | sed "\$d")" = "$(echo "$first" | sed "\$d")" ]'
keys q
check 'q leaves' wait_prompt 0
finish

# A sweep fills its panel by itself, while keys are heard.
. "$(dirname "$0")/lib.sh"
open_shell 100 30
lesson=$(cd "$(dirname "$0")/.." && pwd)/frames/heat.md
play "$lesson --set view.sweep_seeds=100"
check 'the panel fills without a key' wait_for '1000 runs'
check 'and then shows every cell' wait_for 'false +[0-9.]+ +[0-9.]+ +[0-9.]+ +[0-9.]+ +[0-9.]+'
keys q
check 'q leaves the program' wait_prompt 0

play "$lesson --set view.sweep_seeds=100 --set train.epochs=3000"
check 'runs that take long are shown in part' wait_for '[0-9]+ of 1000 runs'
keys Right
check 'a key is heard while they go on' wait_top 'input'
keys q
check 'and q does not wait for them' wait_prompt 0
finish

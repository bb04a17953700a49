/* Traces of stages, and what holds for every trace. */
#include "base/status.h"
#include "engine/quantity.h"
#include "records.h"

static double number_at(const struct run *run, const struct quantity *q, const int index[3])
{
	double value = NAN;

	assert_int_equal(quantity_read(run, q, index, &value), 0);
	return value;
}

static bool is_known(const struct run *run, const struct quantity *q, const int index[3])
{
	double value;

	return !quantity_read(run, q, index, &value);
}

/* The lists are nested by index; a layer's stage leaves the layer's index out, and where a layer
 * has no such number its list is empty. */
static void check_nested(const struct run *run, const struct quantity *q,
	const struct json_node *node, int *index, int depth)
{
	size_t nulls = 0;

	if (depth == quantity_indices(q->shape)) {
		check_number(node, number_at(run, q, index), &nulls);
		return;
	}
	if (depth == 0 && run->at.layer) {
		index[0] = run->at.layer;
		check_nested(run, q, node, index, 1);
		return;
	}
	double value;
	const int first[3] = {index[0], 1, 1};
	if (depth == 1 && quantity_read(run, q, first, &value) == STATUS_COMBINATION) {
		assert_int_equal(node->kind, JSON_NULL);
		return;
	}
	size_t count = 0;
	int last = quantity_extent(run, q, index, depth);
	assert_int_equal(node->kind, JSON_LIST);
	for (index[depth] = 1; index[depth] <= last; index[depth]++) {
		if (depth + 1 == quantity_indices(q->shape) && !is_known(run, q, index))
			continue;
		assert_true(count < node->count);
		check_nested(run, q, &node->children[count++], index, depth + 1);
	}
	assert_int_equal(node->count, count);
}

static void check_stage(const struct json_node *record, const struct run *run)
{
	static const char *const heads[] = {
		"type", "phase", "step", "epoch", "batch", "layer", "stage"};
	const size_t head = sizeof(heads) / sizeof(heads[0]);
	struct position p = run->at;

	assert_true(record->count >= head);
	for (size_t i = 0; i < head; i++)
		assert_string_equal(record->children[i].key, heads[i]);
	assert_string_equal(json_get(record, "type", JSON_TEXT)->text, "stage");
	assert_string_equal(
		json_get(record, "phase", JSON_TEXT)->text, p.epoch ? "batch" : "input");
	check_whole(record, "step", p.epoch ? p.step + 1 : 0);
	check_whole(record, "epoch", p.epoch);
	check_whole(record, "batch", p.batch);
	check_whole(record, "layer", (size_t)p.layer);
	assert_string_equal(json_get(record, "stage", JSON_TEXT)->text, stage_info(p.stage)->word);
	for (size_t i = head; i < record->count; i++) {
		const struct quantity *q = quantity_find(record->children[i].key);
		int index[3] = {0};

		if (strcmp(record->children[i].key, "diverged") == 0)
			continue;
		assert_non_null(q);
		assert_true(stage_writes(p.stage, q->name));
		check_nested(run, q, &record->children[i], index, 0);
	}
}

/* One record for each stage that can be stood at, with all that the stage wrote. */
static void records_of_stages(void **unused)
{
	struct play *play;

	(void)unused;
	for (size_t i = 0; (play = open_case(i)); i++) {
		struct records records = trace_records(play, TRACE_STAGE);

		run_seek(play->run, SIZE_MAX);
		assert_int_equal(records.count, play->run->last + 2);
		for (size_t k = 1; k < records.count; k++) {
			run_seek(play->run, k - 1);
			check_stage(records.list[k], play->run);
		}
		free_records(&records);
		play_close(play);
	}
}

static void traces_are_repeatable(void **unused)
{
	struct play *play;

	(void)unused;
	for (size_t i = 0; (play = open_case(i)); i++) {
		struct str first = trace_text(play, TRACE_BATCH, false);

		play_go_index(play, play->run->last / 2);
		struct str second = trace_text(play, TRACE_BATCH, false);
		assert_string_equal(str_text(&first), str_text(&second));
		str_free(&first);
		str_free(&second);
		play_close(play);
	}
}

static void a_full_disk_is_told(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);

	(void)unused;
	for (int csv = 0; csv < 2; csv++) {
		FILE *full = fopen("/dev/full", "w");

		if (!full)
			skip();
		setvbuf(full, NULL, _IONBF, 0);
		assert_int_equal(
			(csv ? trace_csv : trace_json)(play, TRACE_BATCH, full), STATUS_WRITE);
		fclose(full);
	}
	play_close(play);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(records_of_stages),
		cmocka_unit_test(traces_are_repeatable),
		cmocka_unit_test(a_full_disk_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * The page of settings while it is open: what was chosen and what is still to be applied.
 *
 * Keys:    ↑ ↓ PgUp PgDn Home End choose; / and letters go to the next setting with them in its name,
 *          / again to one more; ← → step; digits, a point or a minus begin a value, = edits the one that is
 *          there; Enter applies all; r takes the lesson's own value; q leaves without applying.
 * Memory:  the first settings_page_open makes session->settings_page; settings_page_free takes NULL,
 *          too.
 */
#ifndef APP_SETTINGS_PAGE_H
#define APP_SETTINGS_PAGE_H

#include "app/action.h"
#include "app/line_editor.h"
#include "engine/settings.h"
#include "view/settings_panel.h"

struct settings_page {
	struct settings next, pending; /* from the next batch on: as it is, and as it is wished */
	size_t line;
	bool typing;
	bool seeking; /* letters of a name are being typed */
	struct str sought;
	struct line_editor typed;
	struct str error;
	struct settings_panel shown;
};

/* Takes a key while a value is being typed; false when none is, and the key means something else. */
bool settings_page_key(struct session *session, uint32_t key);

/* What the page shows now; NULL while it is not shown. Valid until the next call. */
const struct settings_panel *settings_page_shown(const struct session *session);

void settings_page_free(struct settings_page *page);

#endif

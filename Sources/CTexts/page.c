#include "ks_texts.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char scripts[] = {
#embed "../Exports/HTML/Page/numbers.js" suffix(, '\n', )
#embed "../Exports/HTML/Page/phases.js" suffix(, '\n', )
#embed "../Exports/HTML/Page/colours.js" suffix(, '\n', )
#embed "../Exports/HTML/Page/walk.js" suffix(, '\n', )
#embed "../Exports/HTML/Page/grids.js" suffix(, '\n', )
#embed "../Exports/HTML/Page/matrices.js" suffix(, '\n', )
#embed "../Exports/HTML/Page/alone.js" suffix(, '\n', )
#embed "../Exports/HTML/Page/card.js" suffix(, '\n', )
#embed "../Exports/HTML/Page/explanation.js" suffix(, '\n', )
#embed "../Exports/HTML/Page/maps.js" suffix(, '\n', )
#embed "../Exports/HTML/Page/graph.js" suffix(, '\n', )
#embed "../Exports/HTML/Page/paper.js" suffix(, '\n', )
#embed "../Exports/HTML/Page/hands.js" suffix(, '\n', )
#embed "../Exports/HTML/Page/page.js" suffix(, 0)
};

static const unsigned char styles[] = {
#embed "../Exports/HTML/Page/colours.css" suffix(, '\n', )
#embed "../Exports/HTML/Page/page.css" suffix(, '\n', )
#embed "../Exports/HTML/Page/tables.css" suffix(, '\n', )
#embed "../Exports/HTML/Page/paper.css" suffix(, 0)
};

const char *_Nonnull ks_page_scripts(void) { return (const char *)scripts; }

const char *_Nonnull ks_page_styles(void) { return (const char *)styles; }

#include "ks_texts.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char module[] = {
#embed "../Python/kerastep.py" suffix(, 0)
};

const char *_Nonnull ks_python_module(void) { return (const char *)module; }

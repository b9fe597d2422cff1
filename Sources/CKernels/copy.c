// Transposition and copies of strided views to contiguous memory.
#define KS_TEMPLATE "copy.inc"
#include "each_type.h"

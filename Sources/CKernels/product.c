// The product of one row with a matrix.
#define KS_TEMPLATE "product.inc"
#include "each_type.h"

// Reductions of contiguous rows to one number each, and the row-wise normalisations.
#include "coefficients.h"

#define KS_TEMPLATE "rows.inc"
#include "each_type.h"

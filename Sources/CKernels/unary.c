// Loops over one operand, out[i] = f(x[i]).
#include "coefficients.h"

#define KS_TEMPLATE "unary.inc"
#include "each_type.h"

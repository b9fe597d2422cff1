// Loops over two operands, out[i] = f(a[i·sa], b[i·sb]), and the choice by a third.
#define KS_TEMPLATE "binary.inc"
#include "each_type.h"

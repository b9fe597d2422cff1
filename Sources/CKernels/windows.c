// Windows that go over the places of an array: patches for products, depthwise and transposed
// convolutions, pooling.
#define KS_TEMPLATE "windows.inc"
#include "each_type.h"

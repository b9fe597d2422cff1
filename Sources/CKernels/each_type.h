// Compiles the file named by KS_TEMPLATE twice, for float and for double. It finds there
//
//   T, U             the number and the unsigned integer of its size
//   KS(name)         ks_name_f32, ks_name_f64: an own function or constant
//   PICK(a, b)       a for float, b for double
//   LIBM(name)       the C library's function: namef, name
//   MANTISSA, BIAS   bits of the stored mantissa; the bias of the exponent
//   SMALLEST         the smallest normal number
#include "include/ks_kernels.h"
#include "platform.h"

#define T float
#define U uint32_t
#define KS(name) ks_##name##_f32
#define PICK(a, b) a##f
#define LIBM(name) name##f
#define MANTISSA 23
#define BIAS 127
#define SMALLEST FLT_MIN
#include KS_TEMPLATE
#undef T
#undef U
#undef KS
#undef PICK
#undef LIBM
#undef MANTISSA
#undef BIAS
#undef SMALLEST

#define T double
#define U uint64_t
#define KS(name) ks_##name##_f64
#define PICK(a, b) b
#define LIBM(name) name
#define MANTISSA 52
#define BIAS 1023
#define SMALLEST DBL_MIN
#include KS_TEMPLATE
#undef T
#undef U
#undef KS
#undef PICK
#undef LIBM
#undef MANTISSA
#undef BIAS
#undef SMALLEST

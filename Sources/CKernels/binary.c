// Loops over two operands, out[i] = f(a[i·sa], b[i·sb]), and the choice by a third.
#define KS_TEMPLATE "binary.inc"
#include "each_type.h"

// The product of two whole numbers of 32 bits in the lowest 32 of its own, which may be more than a double has.
static double low_bits_of(double x, double y, int is_signed) {
  const double product = x * y;
  const double least = is_signed ? -0x1p31 : 0, end = is_signed ? 0x1p31 : 0x1p32;
  if (product >= least && product < end) return product;
  const int is_whole = __builtin_fabs(x) < 0x1p62 && __builtin_fabs(y) < 0x1p62 &&
                       x == __builtin_trunc(x) && y == __builtin_trunc(y);
  if (!is_whole) return product;
  const unsigned low = (unsigned)((unsigned long long)(long long)x * (unsigned long long)(long long)y);
  return is_signed && low >= 0x80000000u ? (double)low - 0x1p32 : (double)low;
}

#define KS_LOW_BITS(name, is_signed)                                                                    \
  void name(const double *a, long sa, const double *b, long sb, double *out, long n) {                 \
    if (n <= 0) return;                                                                                 \
    const double a0 = *a, b0 = *b;                                                                      \
    for (long i = 0; i < n; i++) out[i] = low_bits_of(sa ? a[i] : a0, sb ? b[i] : b0, is_signed);      \
  }

KS_LOW_BITS(ks_mul_int32_f64, 1)
KS_LOW_BITS(ks_mul_uint32_f64, 0)

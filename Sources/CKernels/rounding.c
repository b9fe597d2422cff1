// Rounding in place to the numbers of a narrower type, to nearest even.
#include "half.h"
#include "include/ks_kernels.h"

KS_CLONES void ks_round_to_f16_f32(float *x, long n) {
  KS_LOOP for (long i = 0; i < n; i++) x[i] = ks_float_of_half(ks_half_of_float(x[i]));
}

KS_CLONES void ks_round_to_bf16_f32(float *x, long n) {
  KS_LOOP for (long i = 0; i < n; i++) x[i] = ks_float_of_bfloat16(ks_bfloat16_of_float(x[i]));
}

// Going by way of float would round twice. With p the power of two in |x|, at least the narrower
// type's smallest normal number, its unit is p·2^−digits; x + 1.5·p·2^(52−digits) has just that
// unit in a double, so the addition rounds x, and the subtraction is exact.
KS_INLINE double ks_rounded(double x, int digits, double smallest, double greatest) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  bits &= 0x7ff0000000000000;
  double power;
  memcpy(&power, &bits, sizeof power);
  power = power < smallest ? smallest : power;
  double shift = power * (1.5 * (double)(1LL << (52 - digits)));
  double y = __builtin_fabs((x + shift) - shift);
  y = y > greatest ? INFINITY : y;
  y = __builtin_copysign(y, x);
  return __builtin_fabs(x) < 0x1p200 ? y : x != x ? x : __builtin_copysign(INFINITY, x);
}

KS_CLONES void ks_round_to_f16_f64(double *x, long n) {
  KS_LOOP for (long i = 0; i < n; i++) x[i] = ks_rounded(x[i], 10, 0x1p-14, 65504);
}

KS_CLONES void ks_round_to_bf16_f64(double *x, long n) {
  KS_LOOP for (long i = 0; i < n; i++) x[i] = ks_rounded(x[i], 7, 0x1p-126, 0x1.fep127);
}

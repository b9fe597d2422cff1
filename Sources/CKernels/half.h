// Single numbers between float and the 16-bit formats, on bits and without branches.
//
//   half      1 sign, 5 exponent (bias 15),  10 mantissa bits; subnormals are multiples of 2⁻²⁴
//   bfloat16  1 sign, 8 exponent (bias 127),  7 mantissa bits: the upper half of a float
#ifndef KS_HALF_H
#define KS_HALF_H

#include "platform.h"

KS_INLINE uint32_t ks_float_bits(float x) {
  uint32_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

KS_INLINE float ks_float_of_bits(uint32_t bits) {
  float x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

// With the half's exponent and mantissa moved into a float's places the value is 2⁻¹¹² times too
// small, for subnormals too; only ∞ and NaN (exponent 31) need theirs set.
KS_INLINE float ks_float_of_half(uint16_t half) {
  uint32_t low = (uint32_t)(half & 0x7fff) << 13;
  uint32_t finite = ks_float_bits(ks_float_of_bits(low) * 0x1p112f);
  uint32_t special = low >= 0x0f800000 ? 0x7f800000 | low : finite;
  return ks_float_of_bits(special | (uint32_t)(half & 0x8000) << 16);
}

// Rounding to nearest even by adding just less than half a unit of the last kept place, plus that
// place's own bit; a carry runs into the exponent as it should, up to ∞ at 65520. A subnormal half
// (below 2⁻¹⁴) is what adding 0.5 leaves in a float's low bits, whose unit is then 2⁻²⁴.
KS_INLINE uint16_t ks_half_of_float(float x) {
  uint32_t bits = ks_float_bits(x), low = bits & 0x7fffffff;
  uint32_t normal = (low + 0xfff + (low >> 13 & 1) - (112u << 23)) >> 13;
  uint32_t tiny = ks_float_bits(ks_float_of_bits(low) + 0.5f) - 0x3f000000;
  uint32_t half = low < 0x38800000 ? tiny : normal;
  half = low >= 0x477ff000 ? 0x7c00 : half;
  half = low > 0x7f800000 ? 0x7e00 | (low >> 13 & 0x3ff) : half;
  return (uint16_t)(half | (bits >> 16 & 0x8000));
}

KS_INLINE float ks_float_of_bfloat16(uint16_t brain) {
  return ks_float_of_bits((uint32_t)brain << 16);
}

KS_INLINE uint16_t ks_bfloat16_of_float(float x) {
  uint32_t bits = ks_float_bits(x);
  uint32_t rounded = (bits + 0x7fff + (bits >> 16 & 1)) >> 16;
  return (uint16_t)((bits & 0x7fffffff) > 0x7f800000 ? bits >> 16 | 0x40 : rounded);
}

#endif

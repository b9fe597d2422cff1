// Element and row loops over contiguous numbers, each for float (…_f32) and double (…_f64).
//
// Conventions
//   n, rows, cols   counts of elements, ≥ 0; with 0 nothing is read.
//   out             may be the very pointer of an operand, but may not overlap one otherwise.
//   truth           0 is false, everything else (NaN too) is true; results are exactly 0 or 1.
//   accuracy        every value within 2 ulp of the true one over the whole range, subnormals
//                   included; rounded once where IEEE 754 is. An element's result depends on its
//                   operands alone, not on its place in the array or on n.
//   errors          none are reported: a result that does not exist is NaN. No state, so calls on
//                   separate arrays may run at once. The default rounding mode is assumed.
#ifndef KS_KERNELS_H
#define KS_KERNELS_H

#include <stdint.h>

#define KS_UNARY(name)                                      \
  void ks_##name##_f32(const float *x, float *out, long n); \
  void ks_##name##_f64(const double *x, double *out, long n);

#define KS_BINARY(name)                                                                        \
  void ks_##name##_f32(const float *a, long sa, const float *b, long sb, float *out, long n); \
  void ks_##name##_f64(const double *a, long sa, const double *b, long sb, double *out, long n);

#define KS_ROW_REDUCTION(name)                                              \
  void ks_##name##_rows_f32(const float *x, long rows, long n, float *out); \
  void ks_##name##_rows_f64(const double *x, long rows, long n, double *out);

#define KS_CONVERSIONS(name)                                \
  void ks_##name##_to_f32(const void *x, float *out, long n); \
  void ks_##name##_to_f64(const void *x, double *out, long n);

// MARK: One operand: out[i] = f(x[i])

KS_UNARY(neg)          // −x
KS_UNARY(abs)          // |x|
KS_UNARY(sign)         // −1, 0 or 1; NaN for NaN
KS_UNARY(square)       // x²
KS_UNARY(sqrt)         // √x; NaN below 0
KS_UNARY(rsqrt)        // 1/√x; ±∞ for ±0
KS_UNARY(exp)          // eˣ
KS_UNARY(expm1)        // eˣ − 1, accurate around 0
KS_UNARY(log)          // ln x; −∞ for ±0, NaN below 0
KS_UNARY(log1p)        // ln(1 + x), accurate around 0
KS_UNARY(tanh)         // (eˣ − e⁻ˣ)/(eˣ + e⁻ˣ)
KS_UNARY(sigmoid)      // 1/(1 + e⁻ˣ)
KS_UNARY(softplus)     // ln(1 + eˣ)
KS_UNARY(softsign)     // x/(1 + |x|); ±1 for ±∞
KS_UNARY(erf)          // 2/√π ∫₀ˣ e^(−t²) dt
KS_UNARY(relu)         // max(x, 0); NaN for NaN, +0 for −0
KS_UNARY(float8)       // the nearest number of 8 bits (E4M3), halves to even, −448…448
KS_UNARY(floor)        // the greatest integer ≤ x
KS_UNARY(ceil)         // the least integer ≥ x
KS_UNARY(round)        // the nearest integer, halves to even
KS_UNARY(sin)          // sin x, the C library's
KS_UNARY(cos)          // cos x, the C library's
KS_UNARY(asin)         // arcsin x, the C library's
KS_UNARY(acos)         // arccos x, the C library's
KS_UNARY(atan)         // arctan x, the C library's
KS_UNARY(erfc)         // 1 − erf x, the C library's; within 6 ulp
KS_UNARY(logical_not)  // 1 where x = 0, else 0
KS_UNARY(isnan)        // 1 where x is NaN, else 0

// MARK: Two operands: out[i] = f(a[i·sa], b[i·sb]); a stride is 1, or 0 to repeat one number

KS_BINARY(add)            // a + b
KS_BINARY(sub)            // a − b
KS_BINARY(mul)            // a · b
KS_BINARY(div)            // a / b
KS_BINARY(max)            // the greater; NaN if either is NaN
KS_BINARY(min)            // the smaller; NaN if either is NaN
KS_BINARY(pow)            // aᵇ, the C library's pow; a·a for one exponent 2, a·a·a for one exponent 3
KS_BINARY(mod)            // a − b·⌊a/b⌋, with b's sign; NaN for b = 0
KS_BINARY(quantize)       // the whole number next to a · b, in −127…127; NaN stays
KS_BINARY(atan2)          // the angle of the point (b, a), the C library's
KS_BINARY(equal)          // 1 where a = b, else 0
KS_BINARY(not_equal)      // 1 where a ≠ b (NaN ≠ NaN), else 0
KS_BINARY(less)           // 1 where a < b, else 0
KS_BINARY(less_equal)     // 1 where a ≤ b, else 0
KS_BINARY(greater)        // 1 where a > b, else 0
KS_BINARY(greater_equal)  // 1 where a ≥ b, else 0
KS_BINARY(logical_and)    // 1 where both are true, else 0
KS_BINARY(logical_or)     // 1 where either is true, else 0

// a · b of whole numbers of 32 bits, with a sign or without, which start again at the other end of their format.
void ks_mul_int32_f64(const double *a, long sa, const double *b, long sb, double *out, long n);
void ks_mul_uint32_f64(const double *a, long sa, const double *b, long sb, double *out, long n);

// MARK: Choice: out[i] = c[i·sc] ≠ 0 ? a[i·sa] : b[i·sb]

void ks_select_f32(
  const float *c, long sc, const float *a, long sa, const float *b, long sb, float *out, long n);
void ks_select_f64(
  const double *c, long sc, const double *a, long sa, const double *b, long sb, double *out,
  long n);

// MARK: Row reductions: x has `rows` contiguous rows of n numbers, out one number per row

KS_ROW_REDUCTION(sum)     // Σx by pairwise summation, the same bits on every CPU; 0 when n = 0
KS_ROW_REDUCTION(prod)    // Πx; 1 when n = 0
KS_ROW_REDUCTION(max)     // the greatest, NaN if any is NaN; −∞ when n = 0
KS_ROW_REDUCTION(min)     // the smallest, NaN if any is NaN; +∞ when n = 0
KS_ROW_REDUCTION(any)     // 1 if any is true, else 0
KS_ROW_REDUCTION(all)     // 1 if all are true, else 0
KS_ROW_REDUCTION(argmax)  // index of the first greatest, or of the first NaN; 0 when n = 0
KS_ROW_REDUCTION(argmin)  // index of the first smallest, or of the first NaN; 0 when n = 0

// out[j] = Σ x[row·n + j] over the rows, eight at a time, in one order; 0 when rows = 0. n numbers.
void ks_sum_columns_f32(const float *x, long rows, long n, float *out);
void ks_sum_columns_f64(const double *x, long rows, long n, double *out);

// MARK: Rows to rows: out has x's shape

KS_ROW_REDUCTION(softmax)      // e^(x−max)/Σe^(x−max)
KS_ROW_REDUCTION(log_softmax)  // x − max − ln Σe^(x−max)
KS_ROW_REDUCTION(sparsemax)    // max(x − τ, 0), τ such that the row sums to 1

// MARK: Products: out = x·W, one row times a contiguous matrix at any alignment; 0 when rows = 0
// Not within 2 ulp: a sum in fixed order, eight products at a time. Where `adds` is not 0 it goes on with what is in
// out: 8·n rows, then the others, are all rows to the bit.

void ks_row_product_f32(const float *x, const void *W, long rows, long cols, int adds, float *out);
void ks_row_product_f64(
    const double *x, const void *W, long rows, long cols, int adds, double *out);

// MARK: Windows over arrays of three spatial axes and channels behind them

// How a window goes over an input: along each axis the input's length, the window's, how many
// places it takes, its step, the distance of its elements, and the padding before the input.
// An axis that is not there has size, window, places, stride and dilation 1. All ≥ 1, before ≥ 0.
typedef struct {
  long size[3], window[3], places[3], stride[3], dilation[3], before[3];
} ks_window;

// out: for each place from..to the window's numbers of `channels` channels, 0 in the padding;
// x has `pixel` numbers at each point.
void ks_patches_f32(
  const float *x, const ks_window *w, long pixel, long channels, long from, long to, float *out);
void ks_patches_f64(
  const double *x, const ks_window *w, long pixel, long channels, long from, long to, double *out);

// out[place, c·depth + j] = Σ x[…, c]·kernel[window, c, j]: every channel by itself.
void ks_depthwise_f32(
  const float *x, const float *kernel, const ks_window *w, long channels, long depth, float *out);
void ks_depthwise_f64(
  const double *x, const double *kernel, const ks_window *w, long channels, long depth,
  double *out);

// The way back: w goes over out, its places are those of x, from..<to of them; kernel (window,
// width/groups, channels). The stretch from 0 on clears out. Channels see the width of their group.
void ks_conv_transpose_f32(
  const float *x, const float *kernel, const ks_window *w, long channels, long width, long groups,
  long from, long to, float *out);
void ks_conv_transpose_f64(
  const double *x, const double *kernel, const ks_window *w, long channels, long width, long groups,
  long from, long to, double *out);

// The greatest of each window, NaN passed over, or the mean of those inside the input; from start on.
void ks_pool_f32(const float *x, const ks_window *w, long channels, int is_mean, float start, float *out);
void ks_pool_f64(const double *x, const ks_window *w, long channels, int is_mean, double start, double *out);

// The way back of pooling: g, one number for each window and channel, added to out where the greatest of
// the window stands in x, the first of equal ones, none below start; or spread evenly over the window.
void ks_unpool_f32(
  const float *g, const float *x, const ks_window *w, long channels, int is_mean, float start,
  float *out);
void ks_unpool_f64(
  const double *g, const double *x, const ks_window *w, long channels, int is_mean, double start,
  double *out);

// MARK: Rounding in place to a narrower type, nearest even; overflow to ±∞, NaN kept

void ks_round_to_f16_f32(float *x, long n);
void ks_round_to_f16_f64(double *x, long n);
void ks_round_to_bf16_f32(float *x, long n);
void ks_round_to_bf16_f64(double *x, long n);

// MARK: Conversions from raw bytes in the machine's byte order, at any alignment
// Numbers that do not fit are rounded to nearest even. Here out may not be x.

KS_CONVERSIONS(f16)   // IEEE half precision
KS_CONVERSIONS(bf16)  // the upper half of a float
KS_CONVERSIONS(i8)    // int8_t
KS_CONVERSIONS(i16)   // int16_t
KS_CONVERSIONS(i32)   // int32_t
KS_CONVERSIONS(i64)   // int64_t
KS_CONVERSIONS(u8)    // uint8_t, also truth values stored as bytes
KS_CONVERSIONS(u16)   // uint16_t
KS_CONVERSIONS(u32)   // uint32_t
KS_CONVERSIONS(u64)   // uint64_t
void ks_f32_to_f64(const void *x, double *out, long n);  // exact
void ks_f64_to_f32(const void *x, float *out, long n);   // overflow to ±∞

void ks_swap_bytes_2(void *x, long n);  // reverses each of n 2-byte elements in place
void ks_swap_bytes_4(void *x, long n);  // reverses each of n 4-byte elements in place
void ks_swap_bytes_8(void *x, long n);  // reverses each of n 8-byte elements in place

// MARK: Copies; here out may not overlap x

// out, contiguous of shape[0] × … × shape[rank − 1], = x[Σ index[d]·strides[d]]; strides count
// elements and may be 0 or negative (x then points at the element of index 0). Rank 0 copies one.
void ks_copy_strided_f32(
  const float *x, const long *shape, const long *strides, long rank, float *out);
void ks_copy_strided_f64(
  const double *x, const long *shape, const long *strides, long rank, double *out);

// MARK: Text; the decimal point is '.' in every locale

// Like snprintf "%.*f": writes at most size bytes with the closing 0, returns the full length.
int ks_format_fixed(char *buffer, long size, double value, int decimals);
// Like snprintf "%.*e", `digits` of them after the point.
int ks_format_scientific(char *buffer, long size, double value, int digits);

#undef KS_UNARY
#undef KS_BINARY
#undef KS_ROW_REDUCTION
#undef KS_CONVERSIONS

#endif

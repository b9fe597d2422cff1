// Conversions between number types; sources are raw bytes at any alignment.
#include "half.h"
#include "include/ks_kernels.h"

#define CONVERT(name, Source, Target, value)                     \
  KS_CLONES void ks_##name(const void *from, Target *out, long n) { \
    const char *bytes = from;                                    \
    KS_LOOP for (long i = 0; i < n; i++) {                       \
      Source x;                                                  \
      memcpy(&x, bytes + i * (long)sizeof x, sizeof x);          \
      out[i] = (Target)value;                                    \
    }                                                            \
  }

#define CONVERT_TO_BOTH(name, Source, value)      \
  CONVERT(name##_to_f32, Source, float, value)    \
  CONVERT(name##_to_f64, Source, double, value)

CONVERT_TO_BOTH(f16, uint16_t, ks_float_of_half(x))
CONVERT_TO_BOTH(bf16, uint16_t, ks_float_of_bfloat16(x))
CONVERT_TO_BOTH(i8, int8_t, x)
CONVERT_TO_BOTH(i16, int16_t, x)
CONVERT_TO_BOTH(i32, int32_t, x)
CONVERT_TO_BOTH(i64, int64_t, x)
CONVERT_TO_BOTH(u8, uint8_t, x)
CONVERT_TO_BOTH(u16, uint16_t, x)
CONVERT_TO_BOTH(u32, uint32_t, x)
CONVERT_TO_BOTH(u64, uint64_t, x)
CONVERT(f32_to_f64, float, double, x)
CONVERT(f64_to_f32, double, float, x)

#define SWAP_BYTES(size, bits)                                  \
  KS_CLONES void ks_swap_bytes_##size(void *x, long n) {        \
    char *bytes = x;                                            \
    KS_LOOP for (long i = 0; i < n; i++) {                      \
      uint##bits##_t element;                                   \
      memcpy(&element, bytes + i * size, size);                 \
      element = __builtin_bswap##bits(element);                 \
      memcpy(bytes + i * size, &element, size);                 \
    }                                                           \
  }

SWAP_BYTES(2, 16)
SWAP_BYTES(4, 32)
SWAP_BYTES(8, 64)

// What the compilers and machines differ in; no machine's own headers are needed.
#ifndef KS_PLATFORM_H
#define KS_PLATFORM_H

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

// A file of loops is compiled for three generations of x86-64 (the loader picks one at start-up),
// where that works: ELF and glibc. A sanitizer's checks would run in the loader's choice before they are set up, so
// that its build has the second generation alone: with fused products, hence the same last digits.
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || \
  __has_feature(memory_sanitizer)
#define KS_SANITIZED 1
#endif
#endif
#if defined(__x86_64__) && defined(KS_SANITIZED)
#define KS_CLONES __attribute__((target("arch=x86-64-v3")))
#elif defined(__x86_64__) && defined(__ELF__) && defined(__GLIBC__) && !defined(KS_ONE_CLONE)
#define KS_CLONES \
  __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define KS_CLONES
#endif

#define KS_INLINE static inline __attribute__((always_inline))

// Before a loop whose iterations are independent even when out is the pointer of an operand. Four
// vectors at a time hide the latency of the long polynomial chains.
//
// a·b + c written as one expression may be fused, decided per expression; nothing is reassociated:
// an element gets the same bits in the vector part of a loop as in the rest of it.
#if defined(__clang__)
#pragma clang fp contract(on)
#define KS_LOOP _Pragma("clang loop vectorize(assume_safety) interleave_count(4)")
#define KS_SQRT(x) __builtin_elementwise_sqrt(x)  // sets no errno, hence a vector instruction
#else
#define KS_LOOP _Pragma("GCC ivdep")
#define KS_SQRT(x) (sizeof(x) == sizeof(float) ? sqrtf(x) : (T)sqrt(x))
#endif

#endif

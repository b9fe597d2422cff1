// Coefficients of the polynomials in elementary.inc, the lowest power first.
//
// All were computed for this file: minimax by Remez exchange in 60-digit arithmetic (mpmath), the
// error weighted as each comment says, then rounded to the type. The bound holds for the rounded
// coefficients in exact arithmetic, measured on 2003 points.
#ifndef KS_COEFFICIENTS_H
#define KS_COEFFICIENTS_H

// log₂e, and ln 2 = HI + LO: HI has so few bits that k·HI is exact for every exponent k.
static const float ks_log2e_f32 = 0x1.715476p+0f;
static const float ks_ln2_hi_f32 = 0x1.62e4p-1f;
static const float ks_ln2_lo_f32 = 0x1.7f7d1cp-20f;
static const double ks_log2e_f64 = 0x1.71547652b82fep+0;
static const double ks_ln2_hi_f64 = 0x1.62e42fefa38p-1;
static const double ks_ln2_lo_f64 = 0x1.ef35793c7673p-45;

// e^r − 1 = r + r²·q(r) for |r| ≤ 1.001·ln 2/2; relative error of e^r − 1: 2^−25.8, 2^−54.8.
static const float ks_exp_q_f32[] = {
  0x1.fffffep-2f, 0x1.5554bp-3f, 0x1.555674p-5f, 0x1.1227f6p-7f, 0x1.6bec3p-10f,
};
static const double ks_exp_q_f64[] = {
  0x1.0000000000005p-1,  0x1.5555555555539p-3,  0x1.555555555225ep-5,  0x1.11111111190acp-7,
  0x1.6c16c17ef4d62p-10, 0x1.a01a0174cf578p-13, 0x1.a019a71e469dp-16,  0x1.71de88656e631p-19,
  0x1.28a2350459893p-22, 0x1.ae6b87fd03182p-26,
};

// ln((1 + s)/(1 − s)) = 2s + s·z·R(z), z = s², for |s| ≤ (√2 − 1)/(√2 + 1); relative error of the
// logarithm: 2^−30.1, 2^−58.8.
static const float ks_log_r_f32[] = {0x1.55557ap-1f, 0x1.995ebp-2f, 0x1.31e48p-2f};
static const double ks_log_r_f64[] = {
  0x1.5555555555593p-1, 0x1.999999997fc6fp-2, 0x1.249249420668dp-2, 0x1.c71c51f5ae053p-3,
  0x1.7466436a8afdfp-3, 0x1.39a13acd7cc41p-3, 0x1.2f0adc68dc35fp-3,
};

// tanh x = x + x·z·t(z), z = x², for |x| ≤ 0.56; relative error of tanh x: 2^−24.3, 2^−57.1.
static const float ks_tanh_t_f32[] = {
  -0x1.55542cp-2f, 0x1.10c82p-3f, -0x1.aecaccp-5f, 0x1.0aa246p-6f,
};
static const double ks_tanh_t_f64[] = {
  -0x1.555555555554cp-2, 0x1.11111111103dbp-3,   -0x1.ba1ba1b9464bp-5,   0x1.664f484cf64d8p-6,
  -0x1.226e2d77af2c1p-7, 0x1.d6d259da6c597p-9,   -0x1.7d8c7e077d0a5p-10, 0x1.346807a80b99cp-11,
  -0x1.e85453f359fd2p-13, 0x1.5a428309af19p-14,  -0x1.3f217df7c2863p-16,
};

// erf x = 1 − e^−(x + x·q(x)) for 0 ≤ x ≤ 4 (float), 6 (double); relative error of erf x: 2^−26.8,
// 2^−56.0. In double the degree is high because ln erfc has singularities near −1.35 ± 1.99i.
static const float ks_erf_q_f32[] = {
  0x1.06eba8p-3f,   0x1.45f2fap-1f,   0x1.a4fa6p-4f,    -0x1.39cddep-6f,  -0x1.504874p-13f,
  0x1.b4fd3ep-10f,  -0x1.4bc656p-11f, 0x1.ed63b4p-14f,  -0x1.368e62p-17f,
};
static const double ks_erf_q_f64[] = {
  0x1.06eba8214db68p-3,   0x1.45f306dc9c897p-1,   0x1.a4f4e2a1b2071p-4,
  -0x1.39668593d79f4p-6,  -0x1.b6b68bef4b52p-13,  0x1.bca67bd1c02a1p-10,
  -0x1.35654fa1a87c2p-11, 0x1.b22bc585c069cp-16,  0x1.0e7f99b85ac8cp-14,
  -0x1.f2afbf0e8b266p-16, 0x1.c950098e53047p-19,  0x1.7c87863588754p-19,
  -0x1.d37fdd495505bp-20, 0x1.69305da285dbap-22,  0x1.2691fc193910dp-23,
  -0x1.306aed008a364p-23, 0x1.1a4fb907d4865p-24,  -0x1.681e9ea0b37bdp-26,
  0x1.576c27bcf6439p-28,  -0x1.f345b77f56e16p-31, 0x1.1282af24e2b88p-33,
  -0x1.bbad816b7a3e8p-37, 0x1.f1ebce280e917p-41,  -0x1.5acb224ca89c0p-45,
  0x1.c390d983b8aa9p-51,
};

#endif

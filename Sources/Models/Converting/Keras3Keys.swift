/// The classes of Keras 3 and the keys of their configs.
///
/// Keras 3 refuses a config with a key that it does not know, and old files are full of these. The tables are what the
/// classes of Keras 3.15 take; a key that is not there is left out.
enum Keras3Keys {
  /// The keys that a class takes beside `name`, `trainable` and `dtype`; nil of a class that there is not.
  static func of(_ kind: String) -> [String]? { byClass[kind] }

  /// Classes that do not take `trainable`, and those that take no `dtype` either.
  static let withoutTrainable: Set<String> = [
    "Discretization", "Pipeline", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D",
  ]
  static let withoutFormat: Set<String> = ["Pipeline"]

  /// The module of an operation's class: `keras.src.ops.numpy`; nil of one that there is not.
  static func module(ofOperation kind: String) -> String? { modules[kind] }

  private static let byClass = table(firstClasses + "\n" + lastClasses).reduce(
    into: [String: [String]]()
  ) { result, line in
    for kind in line.names { result[kind] = line.values }
  }

  private static let modules = table(operations).reduce(into: [String: String]()) { result, line in
    for kind in line.values { result[kind] = "keras.src.ops." + line.names.joined() }
  }

  /// Lines of names, a colon, and what belongs to all of them.
  private static func table(_ text: String) -> [(names: [String], values: [String])] {
    text.split(separator: "\n").map { line in
      let sides = line.split(separator: ":", omittingEmptySubsequences: false).map {
        $0.split(separator: " ").map(String.init)
      }
      return (sides.first ?? [], sides.count > 1 ? sides[1] : [])
    }
  }

  private static let operations = """
    core: AssociativeScan Cast Cond ConvertToTensor ForiLoop Map SaturateCast Scan Scatter \
    ScatterUpdate Slice SliceUpdate StopGradient Switch Unstack VectorizedMap WhileLoop
    einops: Rearrange
    image: AffineTransform CropImages ElasticTransform ExtractPatches GaussianBlur HSVToRGB \
    MapCoordinates PadImages PerspectiveTransform RGBToGrayscale RGBToHSV Resize SSIM \
    ScaleAndTranslate SobelEdges
    linalg: Cholesky CholeskyInverse Det Eig Eigh Inv JVP Lstsq LuFactor MatrixRank Norm Pinv Qr SVD \
    Solve SolveTriangular
    math: CDist Erf Erfc Erfinv ExtractSequences FFT FFT2 IFFT2 IRFFT ISTFT InTopK Logdet Logsumexp \
    RFFT Rsqrt STFT SegmentMax SegmentMin SegmentProd SegmentReduction SegmentSum TopK ViewAsComplex \
    ViewAsReal
    nn: AdaptiveAveragePool AdaptiveMaxPool AveragePool BatchNorm BinaryCrossentropy CTCDecode \
    CTCLoss CategoricalCrossentropy Celu Conv ConvTranspose DepthToSpace DepthwiseConv \
    DotProductAttention Elu Fold Gelu Glu HardShrink HardSigmoid HardSilu HardTanh LayerNorm \
    LeakyRelu LogSigmoid LogSoftmax MaxPool Moments MultiHot Normalize OneHot PSNR Polar RMSNorm \
    Relu Relu6 Selu SeparableConv Sigmoid Silu SoftShrink Softmax Softplus Softsign SpaceToDepth \
    SparseCategoricalCrossentropy SparsePlus SparseSigmoid Sparsemax Squareplus TanhShrink Threshold \
    Unfold
    numpy: Abs Absolute Add All AllClose Amax Amin Angle Any Append Arange Arccos Arccosh Arcsin \
    Arcsinh Arctan Arctan2 Arctanh Argmax Argmin Argpartition Argsort Array ArraySplit Average \
    Bincount BitwiseAnd BitwiseInvert BitwiseLeftShift BitwiseNot BitwiseOr BitwiseRightShift \
    BitwiseXor BroadcastTo Cbrt Ceil Clip Concatenate Conj Conjugate Copy Corrcoef Correlate Cos \
    Cosh CountNonzero Cross Cumprod Cumsum Deg2rad Diag Diagflat Diagonal Diff Digitize Divide \
    DivideNoNan Dot Dsplit Dstack Einsum EmptyLike Equal Exp Exp2 ExpandDims Expm1 Fabs Flip Fliplr \
    Flipud Floor FloorDivide Fmax Fmin Fmod Full FullLike Gcd Geomspace GetItem Greater GreaterEqual \
    Heaviside Histogram Hsplit Hstack Hypot I0 Imag Inner IsIn Isclose Isfinite Isinf Isnan Isneginf \
    Isposinf Isreal Kron Lcm Ldexp LeftShift Less LessEqual Linspace Log Log10 Log1p Log2 Logaddexp \
    Logaddexp2 LogicalAnd LogicalNot LogicalOr LogicalXor Logspace Matmul Max Maximum Mean Median \
    Meshgrid Min Minimum Mod Moveaxis Multiply NanToNum Nanargmax Nanargmin Nancumprod Nancumsum \
    Nanmax Nanmean Nanmedian Nanmin Nanpercentile Nanprod Nanquantile Nanstd Nansum Nanvar Ndim \
    Negative Nextafter Nonzero NotEqual OnesLike Outer Pad Percentile Power Prod Ptp Quantile \
    Rad2deg Ravel Real Reciprocal Repeat Reshape RightShift Roll Rot90 Round SearchSorted Select \
    Sign Signbit Sin Sinc Sinh Size Slogdet Sort Split Sqrt Square Squeeze Stack Std Subtract Sum \
    Swapaxes Take TakeAlongAxis Tan Tanh Tensordot Tile Trace Transpose Trapezoid Tril Triu \
    TrueDivide Trunc Unique UnravelIndex Vander Var Vdot View Vsplit Vstack Where ZerosLike
    """
}

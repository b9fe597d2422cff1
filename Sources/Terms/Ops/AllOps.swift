/// Every op; a new one is a file in this folder and a line here.
///
/// The words and signs of expressions come from this list.
package enum AllOps {
  /// Functions of one operand, element by element.
  package static let unary: [any UnaryOp.Type] = [
    Abs.self,
    Arccos.self,
    Arcsin.self,
    Arctan.self,
    Ceil.self,
    Cos.self,
    Erf.self,
    Erfc.self,
    Exp.self,
    Expm1.self,
    Floor.self,
    IsNaN.self,
    Log.self,
    Log1p.self,
    LogicalNot.self,
    Negate.self,
    Relu.self,
    Round.self,
    Rsqrt.self,
    Sigmoid.self,
    Sign.self,
    Sin.self,
    Softplus.self,
    Softsign.self,
    Sqrt.self,
    Square.self,
    StopGradient.self,
    Tanh.self,
  ]

  /// Operators and functions of two operands, element by element.
  package static let binary: [any BinaryOp.Type] = [
    Add.self,
    Arctan2.self,
    Divide.self,
    Equal.self,
    Greater.self,
    GreaterEqual.self,
    Less.self,
    LessEqual.self,
    LogicalAnd.self,
    LogicalOr.self,
    Maximum.self,
    Minimum.self,
    Modulo.self,
    Multiply.self,
    NotEqual.self,
    Power.self,
    Quantize.self,
    Subtract.self,
  ]

  /// Functions of the rows along an axis.
  package static let rows: [any RowOp.Type] = [
    ArgSort.self,
    CumulativeProduct.self,
    CumulativeSum.self,
    KerasSparsemax.self,
    LogSoftmax.self,
    Softmax.self,
    Sort.self,
    Sparsemax.self,
  ]

  /// Ops that are written in their own ways.
  package static let others: [any CalledOp.Type] = [
    BroadcastTo.self,
    Cast.self,
    Concatenate.self,
    Convolve.self,
    ConvolveKernel.self,
    ConvolveTranspose.self,
    DepthwiseConvolve.self,
    Flip.self,
    Gather.self,
    Heads.self,
    MatMul.self,
    Pad.self,
    Permute.self,
    Pool.self,
    Reduce.self,
    Repeat.self,
    Reshape.self,
    ScatterAdd.self,
    Select.self,
    Slice.self,
    TransposedProduct.self,
    Unpool.self,
    Upsample.self,
  ]

  /// What reads text.
  package static let texts: [any TextOp.Type] = [
    CrossHash.self,
    HashText.self,
    LowerCase.self,
    NGrams.self,
    SpellNumber.self,
    SplitCharacters.self,
    SplitWords.self,
    StripPunctuation.self,
    TextLookup.self,
  ]

  /// What looks at all samples; a program of one sample has none of them.
  package static let overSamples: [any CalledOp.Type] = [
    OverSamples.self
  ]
}

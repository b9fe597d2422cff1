import Tensors
import Terms

/// One instruction made ready: a kernel, and where its operands and its result lie.
struct BoundInstruction {
  let kernel: Kernel
  /// The kernel for the timesteps at the end of a loop that are fewer than are made at once.
  let tail: Kernel?
  /// Its first among the engine's operands, and how many it has.
  let first, count: Int
  let result: Memory.Address
  let weights: [WeightOperand]
  /// Whether it may have ended early, as it was wished.
  let isLong: Bool
  /// Whether its kernel is all of it: nothing is asked, rounded or drawn by lot behind it.
  var isPlain: Bool
  /// Whether its weights are to be fetched before it runs.
  var needsWeights: Bool
  let rounding: Rounding?
  /// What of it may be rounded by lot; nil where it gives no numbers of double precision.
  let scattered: Scattered?
}

extension BoundInstruction {
  /// An operand that is a weight: at which place of the engine's operands, which one, and how it is to lie.
  struct WeightOperand {
    let place: Int
    let value: Int
    let placement: WeightStore.Placement
  }

  /// The format that results are rounded to after the kernel, and how many numbers it gives.
  struct Rounding {
    let dtype: DType
    let count, tailCount: Int
  }

  /// How many numbers an instruction gives, and what it subtracts from has: 0 if it does not subtract.
  struct Scattered {
    let count, tailCount: Int
    let minuend, tailMinuend: Int

    init(_ op: any Op, _ whole: Signature, _ tail: Signature?) {
      (count, tailCount) = (whole.count, tail?.count ?? 0)
      let subtracts = op is Subtract
      minuend = subtracts ? whole.fullShape(0).count : 0
      tailMinuend = subtracts ? tail?.fullShape(0).count ?? 0 : 0
    }
  }
}

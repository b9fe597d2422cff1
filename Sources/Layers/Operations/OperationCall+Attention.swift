import Equations
import Tensors
import Terms

/// Attention as an operation: queries, keys and values by heads.
extension OperationCall {
  /// `α = softmax(q·kᵀ·scale + bias)` where the mask lets see, `y = α·v`, head by head; the scores are of single precision.
  func attended() throws -> Term {
    var sides = try operands(["query"], ["key"], ["value"])
    guard sides.allSatisfy({ $0.shape.rank == 3 }),
      sides[1].shape.dims.prefix(2) == sides[2].shape.dims.prefix(2),
      sides[0].shape.width == sides[1].shape.width
    else {
      throw misuse("of \(sides.map { "\($0.shape)" }.joined(separator: ", ")) is not supported")
    }
    let (heads, kept) = (sides[0].shape[1], sides[1].shape[1])
    if heads != kept {
      guard kept > 1, heads % kept == 0, heads <= 1024 else {
        throw misuse("of \(heads) heads and \(kept) is not supported")
      }
      let all = (0..<heads).map {
        Slice([.all, .range($0 * kept / heads, $0 * kept / heads + 1, step: nil)])
      }
      for side in 1...2 {
        let term = sides[side]
        sides[side] = .apply(Concatenate(axis: -2), all.map { term($0) })
      }
    }
    let format = dtype(of: sides[1])
    guard sides.allSatisfy({ dtype(of: $0) == format }) else {
      throw misuse("of queries, keys and values in unlike formats is not supported")
    }
    let apart = sides.map { $0(Permute([1, 0, 2])) }
    let product = apart[0] • Attending.transposed(apart[1])
    let isHalf = format == .float16 || format == .bfloat16
    let wide = isHalf ? product(Cast(.float32)) : product
    let scale = try number("scale") ?? Double(1 / Float(sides[0].shape.width).squareRoot())
    var scores = wide * .number(scale)
    if let bias = argument(["bias"], at: 3) { scores = scores + (try beside(bias, "b", scores)) }
    scores = try eq("s", scores, "how well each query fits each key")
    var masks = try argument(["mask"], at: 4).map { [try beside($0, "m", scores)] } ?? []
    if try flag("is_causal") {
      masks.append(try Attending.causal(scores.shape[1], scores.shape[2], eq))
    }
    _ = try flag("flash_attention")
    let low = -0.7 * 3.38953e38
    let seen = try Attending.joined(masks, eq).map { Term.select($0, scores, .number(low)) }
    let shares = (seen ?? scores)(Softmax())
    let alpha = try eq(
      Name("alpha", "α"), isHalf ? shares(Cast(format)) : shares, "the scores' shares")
    return (alpha • apart[2])(Permute([1, 0, 2]))
  }

  /// What stands beside scores (heads, T, S): a tensor of the graph, or an array of the file.
  private func beside(_ argument: Argument<Signal>, _ name: Name, _ scores: Term) throws -> Term {
    let term: Term
    if case .tensor(let signal) = argument {
      term = signal.term
    } else if let array = array(argument, beside: .float32), array.shape.rank >= 1 {
      let isBatch = array.shape.rank == 4 && array.shape[0] == 1
      term = eq.constant(name, isBatch ? array.row(0) ?? array : array)
    } else {
      throw misuse("with \(argument.text) is not supported")
    }
    let dims = zip(term.shape.dims.reversed(), scores.shape.dims.reversed())
    guard term.shape.rank <= 3, dims.allSatisfy({ $0 == 1 || $0 == $1 }),
      term.value?.isBatched != true || term.shape.rank == 3
    else { throw misuse("of scores \(scores.shape) with \(term.shape) mixes samples") }
    return dtype(of: term).isFloat && dtype(of: term) != dtype(of: scores)
      ? term(Cast(dtype(of: scores))) : term
  }
}

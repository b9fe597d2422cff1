import Equations
import Tensors
import Terms

/// Fourier's transforms along one axis and two.
extension OperationCall {
  /// Fourier's transform along the last axis.
  func transformed(_ re: Term, _ im: Term, turn: Int = 1) throws -> [Term] {
    let length = re.shape.width
    func name(_ letter: Name) -> Name { turn == 1 ? letter : letter.numbered(turn) }
    let C = try waves(name("C"), length, length)
    let S = try waves(name("S"), length, length, isSine: true)
    return [re • C - im • S, im • C + re • S]
  }

  /// That along the last two axes, one after the other.
  func transformedTwice(_ re: Term, _ im: Term) throws -> [Term] {
    let rank = re.shape.rank
    guard rank >= 2 else { throw misuse("of \(re.shape) mixes samples") }
    let turn = Permute(Permute.swappingLastTwo(rank))
    let rows = try zip(["re", "im"], transformed(re, im)).map { name, part in
      try eq(Name(name), part, "along the last axis")(turn)
    }
    return try transformed(rows[0], rows[1], turn: 2).map { $0(turn) }
  }
}

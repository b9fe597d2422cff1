import Equations
import Tensors
import Terms

/// The equations of one timestep written unit by unit, each reading the h that the units before it have overwritten.
///
/// A sum of unit j is what it is and `(h[:j] − h₋₁[:j])·U[:j]` more.
struct OverwrittenUnits {
  private let draft: Draft
  private let h, U: Term
  private var eq: Equations { draft.equations }
  private var count: Int { U.shape[0] }

  /// Nil of more units than so many, and of weights that are not there.
  init?(_ draft: Draft, most: Int) {
    guard let h = draft.equations.value("h_prev", of: draft.path),
      let U = draft.equations.value("U", of: draft.path), U.shape.rank == 2, U.shape[0] <= most,
      h.shape == [U.shape[0]]
    else { return nil }
    (self.draft, self.h, self.U) = (draft, h, U)
  }

  /// The new state of a simple layer, whose equation is `act(z)`.
  func simple(_ term: Term) -> Term? {
    guard let z = value("z"), let act = term.application.function else { return nil }
    return written { sums, unit in act(sums(z).element(unit)) }
  }

  /// The new state of a GRU whose reset gate acts on `q = h₋₁·U + b′`.
  func gru() -> Term? {
    guard let p = value("p"), let q = value("q"), let update = function("z"),
      let reset = function("r"), let candidate = function("g")
    else { return nil }
    return written { sums, unit in
      guard let own = try? eq(Name("q_unit").numbered(unit), sums(q)) else { return nil }
      func sum(_ gate: Int) -> Term {
        p.element(gate * count + unit) + own.element(gate * count + unit)
      }
      let (z, r) = (update(sum(0)), reset(sum(1)))
      let g = candidate(
        p.element(2 * count + unit) + r * own.element(2 * count + unit))
      return z * h.element(unit) + (1 - z) * g
    }
  }

  /// The new cell state of an LSTM that shows `shown(C)`; what it puts out is `shownUnits`.
  func lstm(_ shown: (Term) -> Term) -> Term? {
    guard let z = value("z"), let C = draft.term.value("C_prev"), let input = function("i"),
      let forget = function("f"), let candidate = function("g"), let output = function("o")
    else { return nil }
    var cells: [Term] = []
    let last = written { sums, unit in
      guard let own = try? eq(Name("z_unit").numbered(unit), sums(z)) else { return nil }
      func sum(_ gate: Int) -> Term { own.element(gate * count + unit) }
      let cell = forget(sum(1)) * C.element(unit) + input(sum(0)) * candidate(sum(2))
      guard let new = try? eq(Name("C_unit").numbered(unit), cell) else { return nil }
      cells.append(new)
      return output(sum(3)) * shown(new)
    }
    return last == nil ? nil : .apply(Concatenate(), cells)
  }

  /// All numbers of h as they were written unit by unit.
  var shownUnits: Term? {
    let units = (0..<count).compactMap { value(Name("h_unit").numbered($0).ascii) }
    return units.count == count ? .apply(Concatenate(), units) : nil
  }

  /// Writes h unit by unit; `unit` gives one of them, from sums as the units before have changed them.
  private func written(_ unit: (_ sums: (Term) -> Term, _ index: Int) -> Term?) -> Term? {
    var numbers: [Term] = []
    for index in 0..<count {
      func sums(_ right: Term) -> Term {
        guard index > 0 else { return right }
        let new = Term.apply(Concatenate(), numbers)
        let changed = new - h(Slice.last(0..<index, rank: 1))
        return right + changed • U(Slice([.range(0, index, step: nil)]))
      }
      guard let number = unit(sums, index),
        let value = try? eq(Name("h_unit").numbered(index), number)
      else { return nil }
      numbers.append(value)
    }
    return .apply(Concatenate(), numbers)
  }

  private func value(_ name: String) -> Term? { eq.value(name, of: draft.path) }

  /// The activation of a gate.
  private func function(_ gate: String) -> ((Term) -> Term)? {
    eq.term(gate, of: draft.path).map { $0.application.function ?? { $0 } }
  }
}

extension Term {
  /// One number of a vector, as a vector of one.
  fileprivate func element(_ index: Int) -> Term { self(Slice.last(index..<index + 1, rank: 1)) }
}

import Debugging
import Tensors
import Terminal

/// Why a breakpoint, a watch or a catch holds where the walk stands: `watch 2, lstm@3.C: was 0.1, is 0.5`.
package struct HitText {
  private let presentation: Presentation
  private let hit: Hit
  private let samples: Int
  private let problem: (any Error) -> String

  /// `problem` says what an error of a condition is.
  package init(
    _ presentation: Presentation, _ hit: Hit, samples: Int, problem: @escaping (any Error) -> String
  ) {
    (self.presentation, self.hit, self.samples) = (presentation, hit, samples)
    self.problem = problem
  }

  /// `breakpoint 2, lstm@3.f: f[0] > 0.9`.
  package var text: String {
    let one = hit.breakpoint
    let start = "\(one.title), \(hit.place.visible)"
    let condition = one.condition.map { " if \($0)" } ?? ""
    switch hit.cause {
    case .place: return start + condition
    case .change(let old, let new):
      return "\(start): \(one.watched.visible) \(change(old, new))\(condition)"
    case .numbers(let count, let all):
      guard case .condition(let what, _, _) = one.kind else { return start }
      return "\(start): \(text(of: what, count, all))\(condition)"
    case .norm(let now, let before, let place):
      let format = presentation.format
      let share = format.scalar(now / before) + (now > before ? " times" : " of")
      return
        "\(start): its norm is \(format.scalar(now)), \(share) the \(format.scalar(before)) of "
        + "\(place.visible), from which it came\(condition)"
    case .undecided(let error):
      return "\(start): it cannot be decided whether to stop: \(problem(error))"
    }
  }

  private func text(of what: Catch, _ count: Int, _ all: Int) -> String {
    let share = all == 1 ? "the number" : "\(count) of \(all) numbers"
    let verb = all == 1 || count == 1 ? "is" : "are"
    return switch what {
    case .nan: "\(share) \(verb) NaN; it begins here"
    case .inf: "\(share) \(verb) infinite; it begins here"
    case .saturated: "\(share) \(verb) within 0.001 of a bound"
    case .dead: "\(count) of \(all) units \(verb) 0" + (samples > 1 ? " in every sample" : "")
    case .masked: "the timestep is masked"
    case .vanishing, .exploding: ""
    }
  }

  /// `was 0.1, is 0.5`; of an array, where it has changed most.
  private func change(_ old: Tensor?, _ new: Tensor) -> String {
    func exact(_ tensor: Tensor, _ index: Int) -> String {
      let number = tensor.elements.indices.contains(index) ? tensor.elements[index] : .nan
      return NumberFormat.exact(number, tensor.dtype)
    }
    guard let old else {
      return new.count == 1 ? "is \(exact(new, 0))" : "is there: \(new.shape)"
    }
    guard old.shape == new.shape else { return "was \(old.shape), is \(new.shape)" }
    if new.count == 1 { return "was \(exact(old, 0)), is \(exact(new, 0))" }
    let changes = zip(old.elements, new.elements).map { before, now in
      before == now || (before.isNaN && now.isNaN) ? 0 : abs(now - before)
    }
    let count = changes.count { $0 != 0 }
    let most = changes.indices.max { changes[$0] < changes[$1] } ?? 0
    return "has changed in \(count) of \(new.count), most at \(new.shape.index(of: most)): "
      + "was \(exact(old, most)), is \(exact(new, most))"
  }
}

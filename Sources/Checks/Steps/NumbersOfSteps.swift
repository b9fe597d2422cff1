import Containers
import Debugging
import Equations
import Models
import Tensors
import Terms

/// Numbers that somebody has of steps of training, by the update that they belong to.
///
/// They are named as in a golden file of training: `loss`, (k,), before each of k updates, `PATH:grad`, `PATH@n` after n
/// updates; or as at the prompt: `dense.W'`. What does not say of which update it is belongs to the one asked for.
package struct NumbersOfSteps {
  package typealias Named = (name: String?, tensor: Tensor)

  /// Places and what is given for them, by the number of the update, the first being 1.
  private var places: [Int: [Named]] = [:]
  /// The names that say nothing.
  private var unread: [String] = []

  /// The last update that numbers are given for.
  package var last: Int { places.keys.max() ?? 0 }

  /// Whether a name can only be meant in training: `loss`, `dense/kernel:grad`, `dense/kernel@1`, `dense.W'`.
  package static func isOfTraining(_ name: String) -> Bool {
    let word = PartOfValue.split(name).word
    switch WantedOfTraining(word) {
    case .losses, .gradient: return true
    case .after(let path, _): return path.contains("/")
    case .optimizer, .nothing: return word.hasSuffix("'") || word.hasSuffix("′")
    }
  }

  /// `place` names the only array in place of its own name; `update` is the one asked for. The outline is of any of the
  /// steps. Throws where nothing says what it is.
  package init(
    _ arrays: [Named], at place: String?, update: Int, of model: Model, in outline: Machine
  ) throws {
    guard place == nil || arrays.count == 1 else {
      throw InputError(
        "--at names one place, but \(arrays.count) arrays are given",
        hint: "FILE.npz:NAME picks one of them.")
    }
    let variables = VariablePlaces(model: model, outline: outline)
    // Beside what training gives, x0 and y0 are what it was given.
    let isGolden = arrays.contains { $0.name.map(NumbersOfSteps.isOfTraining) ?? false }
    for array in arrays {
      let tensor = array.tensor
      guard let name = place ?? array.name else {
        add(NumbersOfSteps.unnamed(tensor, in: outline), tensor, update)
        continue
      }
      if place == nil, isGolden, NumbersOfSteps.isGiven(name, to: model) { continue }
      let (word, part) = PartOfValue.split(name)
      switch WantedOfTraining(word) {
      case .losses where tensor.count > 1 && part.isEmpty:
        for (index, number) in tensor.elements.enumerated() {
          add(word, Tensor(scalar: number, tensor.dtype), index + 1)
        }
      case .gradient(let path) where place != nil || variables.has(path):
        add(try variables.gradient(of: path, tensor.shape) + part, tensor, update)
      case .after(let path, let count)
      where place != nil && path.contains("/") || variables.has(path):
        add(try variables.updated(path, tensor.shape) + part, tensor, count)
      default:
        if place != nil, NumbersOfSteps.isOfTraining(word), word != "loss", !outline.hasUpdate {
          throw NotCompiled(model.name, without: .optimizer)
        }
        let known =
          GivenNumbers.place(named: name, in: outline)
          ?? (outline.unchanged(name) == nil ? nil : name)
        if known != nil || place != nil {
          add(known ?? name, tensor, update)
        } else if arrays.count == 1 {
          add(NumbersOfSteps.unnamed(tensor, in: outline), tensor, update)
        } else {
          unread.append(name)
        }
      }
    }
    guard !places.isEmpty else {
      throw InputError(
        "no array is named for a place of a step: \(unread.joined(separator: ", "))",
        hint:
          "Name them loss, PATH:grad, PATH@n as check does, or as at the prompt, or give --at PLACE."
      )
    }
  }

  private mutating func add(_ place: String?, _ tensor: Tensor, _ update: Int) {
    places[update, default: []].append((place, tensor))
  }

  /// One number that no output has the shape of is the loss.
  private static func unnamed(_ tensor: Tensor, in outline: Machine) -> String? {
    let isOutput = outline.program.outputs.contains {
      $0.shape.count * outline.samples == tensor.count
    }
    return tensor.count == 1 && !isOutput ? "loss" : nil
  }

  /// Whether an array is an input, a target or a weight of samples.
  private static func isGiven(_ name: String, to model: Model) -> Bool {
    let inputs = model.inputs.map(\.name) + model.inputs.indices.map { "x\($0)" } + ["x"]
    let outputs = model.outputNames
    return inputs.contains(name) || Aim.output(name, outputs) != nil
      || !Aim.weighed(name, outputs: outputs.count).isEmpty
  }

  /// What the numbers come from, update after update, up to the first whose numbers are not right.
  ///
  /// `doctor` knows the step of an update; it is asked for later ones later.
  package func diagnose(
    _ doctor: (_ update: Int) throws -> Diagnostician
  ) throws -> [(update: Int, diagnosis: Diagnosis)] {
    var found: [(update: Int, diagnosis: Diagnosis)] = []
    for (update, arrays) in places.sorted(by: { $0.key < $1.key }) {
      let only = arrays.count == 1 ? arrays.first?.name : nil
      var diagnosis = try doctor(update).diagnose(arrays, at: only)
      let isOver = diagnosis.verdict != .right || update == last
      if diagnosis.verdict == .ambiguous || diagnosis.verdict == .mistake {
        try narrow(&diagnosis, behind: update, doctor)
      }
      if isOver, !unread.isEmpty {
        diagnosis.remarks.append("not read, for no place is called so: \(unread.listed)")
      }
      found.append((update, diagnosis))
      if isOver { break }
    }
    return found
  }

  /// Leaves of the mistakes that give an update's numbers those that give the next update's as well.
  private func narrow(
    _ diagnosis: inout Diagnosis, behind update: Int,
    _ doctor: (_ update: Int) throws -> Diagnostician
  ) throws {
    guard let next = places.keys.filter({ $0 > update }).min(), let arrays = places[next] else {
      return
    }
    // The mistake must have been made in all steps up to the later one.
    let later = try doctor(next)
    guard later.steps != nil else { return }
    let found = try later.diagnose(arrays, at: arrays.count == 1 ? arrays.first?.name : nil)
    guard found.verdict != .right, !found.isNothing else { return }
    diagnosis.leave(Set(found.fitting.map(\.id)), byTheNumbersOf: "update \(next)")
  }
}

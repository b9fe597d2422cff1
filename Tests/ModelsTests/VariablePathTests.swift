import Containers
import Layers
import ModelSupport
import Models
import Testing

/// What Keras calls the variables of every layer that has some, and of all models that are trained in the fixtures.
@Suite struct VariablePathTests {
  static let ofKeras3 = cases("k3")
  static let ofKeras2 = cases("k2")

  private static func cases(_ tag: String) -> [StepCase] {
    (try? StepCase.cases(inFile: "training/paths/paths.\(tag).npz")) ?? []
  }

  private func paths(_ step: StepCase) -> [String] {
    (step.told["variables"]?.arrayValue ?? []).compactMap { $0[0]?.stringValue }
  }

  private func isTwofold(_ paths: [String]) -> Bool { Set(paths).count < paths.count }

  @Test("there are cases of both Kerases")
  func whole() {
    #expect(VariablePathTests.ofKeras3.count >= 70)
    #expect(VariablePathTests.ofKeras2.count >= 70)
  }

  @Test("paths are those of Keras 3, of every layer", arguments: ofKeras3)
  func pathsAreKeras3(_ step: StepCase) throws {
    let known = paths(step)
    let own = try step.model().allVariables.map(\.path)
    if isTwofold(known) {
      #expect(Set(own).count == known.count, "\(own)")
    } else {
      #expect(Set(own) == Set(known))
    }
  }

  @Test(
    "a model of Keras 2 has the paths that Keras 3 gives to the same layers", arguments: ofKeras2)
  func pathsOfKeras2(_ step: StepCase) throws {
    let twin = VariablePathTests.ofKeras3.first { $0.title == step.title }
    guard let twin, !isTwofold(paths(twin)) else { return }
    #expect(Set(try step.model().allVariables.map(\.path)) == Set(paths(twin)))
  }

  @Test(
    "what Keras calls a variable means it and no other, as built, as read, with :0",
    arguments: ofKeras3 + ofKeras2)
  func namesAreUnderstood(_ step: StepCase) throws {
    let variables = try step.model().allVariables
    let built = paths(step)
    let read = (step.told["read"]?.arrayValue ?? []).compactMap(\.stringValue)
    for names in [built, read, built.map { $0 + ":0" }] where !names.isEmpty {
      // One name of two variables cannot say which of them it is.
      guard !isTwofold(names) else {
        for name in names where names.count(where: { $0 == name }) > 1 {
          #expect(VariableMeant(name, among: variables).variable == nil, "\(name)")
        }
        continue
      }
      let meant = names.map { VariableMeant($0, among: variables).variable?.path ?? "none: \($0)" }
      #expect(Set(meant) == Set(variables.map(\.path)), "\(names) \(meant)")
    }
  }

  @Test("the variables of every trained case are called as in Keras 3", arguments: StepCase.all)
  func pathsOfTrainedCases(_ step: StepCase) throws {
    let variables = try step.model().allVariables
    let known = paths(step)
    let own = variables.map(\.path)
    if step.version.major >= 3, !isTwofold(known) { #expect(Set(own) == Set(known)) }
    let meant = known.map { VariableMeant($0, among: variables).variable?.path ?? "none: \($0)" }
    #expect(Set(meant) == Set(own))
  }

  @Test func whatIsNoneIsTold() throws {
    let step = try #require(VariablePathTests.ofKeras3.first { $0.title == "Bidirectional LSTM" })
    let variables = try step.model().allVariables
    for path in [
      "both/lstm_cell/kernel", "m/kernel", "kernel", "both/forward_r/gru_cell/kernel",
      "both/forward_r/lstm_cell/gamma", "forward_r/both/kernel",
    ] {
      #expect(VariableMeant(path, among: variables).variable == nil, "\(path)")
    }
    #expect(VariableMeant("forward_r/kernel", among: variables).variable?.key == "kernel")
    #expect(
      VariableMeant("both/backward_r/lstm_cell_3/bias:0", among: variables).variable?.path
        == "both/backward_r/lstm_cell/bias")
  }
}

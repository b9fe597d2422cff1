import Equations
import Models
import Tensors
import Terms
import TestSupport
import Testing

@testable import Debugging

/// Training of stateful layers: every batch goes on from the states that the one before left, from epoch to epoch as well.
@Suite struct StatefulTrainingTests {
  static let files = ["fit.k2.h5", "fit.k3.keras"]

  private func data(_ file: String) -> String {
    Fixtures.path("training/stateful/\(file.prefix(6)).npz")
  }

  private func session(_ file: String) throws -> Session {
    let session = Session(try ModelFile.open(Fixtures.path("training/stateful/\(file)")))
    try session.open(Session.DataSet(readingFile: data(file), for: session.model))
    return session
  }

  @Test(arguments: files)
  func twoEpochsAreKeras(_ file: String) throws {
    let session = try session(file)
    _ = try session.train(6)
    let arrays = try ArrayFile(data(file)).map { try $0.read() } ?? []
    func array(_ name: String) throws -> [Double] {
      try #require(arrays.first { $0.name == name }?.tensor.elements)
    }
    let variables = try session.variablesNow()
    let known = session.model.allVariables
    var compared = 0
    for right in arrays where right.name?.hasSuffix("@after") ?? false {
      let path = String((right.name ?? "").dropLast(6))
      let own = try #require(VariableMeant(path, right.tensor.shape, among: known).variable)
      let variable = try #require(variables.first { $0.name == own.path })
      let after = right.tensor.elements
      compared += 1
      #expect(
        zip(variable.tensor.elements, after).allSatisfy { abs($0 - $1) < 2e-5 },
        "\(variable.name): \(variable.tensor.elements), not \(after)")
    }
    #expect(compared == 7)
    let losses = try #require(session.machine).losses
    let fit = try array("fit_loss")
    for epoch in 0..<2 {
      let mean = losses[3 * epoch..<3 * epoch + 3].reduce(0, +) / 3
      #expect(abs(mean - fit[epoch]) < 2e-6, "epoch \(epoch): \(mean), not \(fit[epoch])")
    }
  }

  /// Whatever is kept of the steps between, the states are those that were there before, to the bit.
  @Test(arguments: files)
  func backAndForthIsTheSame(_ file: String) throws {
    let session = try session(file)
    _ = try session.train(6)
    let machine = try #require(session.machine)
    let state = try #require(machine.program.values.first { $0.role == .state })
    func numbers() throws -> [[Double]] {
      try (0..<6).map { step in
        #expect(try machine.enter(step: step))
        _ = try machine.runToEnd()
        let states = try (0..<machine.samples).map {
          try machine.read(state, at: [0], sample: $0).elements
        }
        return try states.joined() + machine.valuesNow().flatMap { $0.tensor.elements }
      }
    }
    let all = try numbers()
    #expect(all[0].first == 0 && all[1].first != 0 && all[3].first != 0)
    for step in [2, 5, 0, 4] {
      #expect(try machine.enter(step: step))
      #expect(try numbers() == all)
    }
    let few = try Machine(
      machine.program, through: try #require(machine.course?.batches), statesWithin: 1)
    few.extend(to: 6)
    _ = try few.resume()
    #expect(few.losses == machine.losses)
    #expect(try few.enter(step: 3))
    _ = try few.runToEnd()
    #expect(
      try (0..<2).map { try few.read(state, at: [0], sample: $0).elements }.joined().elementsEqual(
        all[3].prefix(2 * state.shape.count)))
  }

  @Test func batchesThatAreNotWholeAreRefused() throws {
    let session = Session(
      try ModelFile.open(Fixtures.path("training/stateful/fit.k3.keras")))
    let all = try Session.DataSet(readingFile: data("fit.k3.keras"), for: session.model)
    let rows = try #require(all.feed.first(5))
    let targets = try all.targets.mapValues { tensor in
      try #require(Tensor.stack((0..<5).compactMap { tensor.row($0) }))
    }
    try session.open(Session.DataSet(path: "five.npz", feed: rows, targets: targets))
    #expect {
      _ = try session.train(1)
    } throws: { error in
      "\(error)".contains("the last batch of an epoch has 1 sample")
    }
  }
}

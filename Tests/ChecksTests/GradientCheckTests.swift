import Debugging
import Equations
import ModelSupport
import Tensors
import Terms
import Testing

@testable import Checks

/// Gradients beside central differences.
@Suite struct GradientCheckTests {
  @Test(arguments: AimedModel.all)
  func rightGradientsAgree(_ model: AimedModel) throws {
    let check = try GradientCheck(try model.session(), most: 4)
    #expect(check.numbers.count >= check.weights)
    #expect(check.count >= check.numbers.count)
    for one in check.numbers {
      #expect(one.verdict == .agrees, "\(one.place): \(one.gradient), not \(one.difference)")
    }
  }

  @Test func wrongGradientsAreFound() throws {
    let session = try AimedModel(name: "softmax").session()
    let run = try session.preciseRun()
    _ = try run.resume()
    let loss = try #require(run.program.loss)
    let mover = Mover(run: run, loss: loss)
    for (value, gradient) in run.program.gradients {
      _ = try run.resume()
      let right = try run.read(run.program.values[gradient]).elements[0]
      let weight = run.program.values[value]
      #expect(try mover.compare(right, weight, 0)?.verdict == .agrees)
      for wrong in [-right, right * 1.001, right + 1e-5, 2 * right] {
        #expect(try mover.compare(wrong, weight, 0)?.verdict == .differs, "\(wrong), not \(right)")
      }
      #expect(try mover.compare(.nan, weight, 0)?.verdict == .undefined)
    }
  }

  /// relu at 0: the loss has a slope on one side, none on the other.
  @Test func cornersAreToldApart() throws {
    let session = try AimedModel(name: "classes").session()
    let machine = try #require(session.machine)
    let weights = machine.program.frames.flatMap(\.weights)
    let kernel = try #require(weights.first { $0.name.ascii == "W" })
    let bias = try #require(weights.first { $0.name.ascii == "b" })
    for value in [kernel, bias] {
      let zeros = Tensor(value.shape, value.dtype, repeating: 0)
      _ = try session.change(value, at: [], to: zeros, called: value.name.ascii)
    }
    let check = try GradientCheck(session, most: nil)
    let verdicts = check.numbers.map(\.verdict)
    #expect(
      verdicts.contains {
        if case .corner = $0 { true } else { false }
      })
    #expect(!verdicts.contains(.differs))
    #expect(check.numbers.count == check.count)
    let first = try #require(check.worstFirst.first)
    #expect(first.verdict != .agrees)
  }

  @Test func asManyAsAskedForAreCompared() throws {
    let session = try AimedModel(name: "lstm").session()
    for most in [1, 3, 7] {
      let check = try GradientCheck(session, most: most)
      #expect((check.weights...check.weights * (most + 1)).contains(check.numbers.count))
      #expect(Set(check.numbers.map(\.place)).count == check.numbers.count)
    }
  }
}

import Debugging
import Equations
import ModelSupport
import Models
import Tensors
import Terms
import Testing

/// What a loss is made of, and what short forms of gradients stand for.
@Suite struct LossAccountTests {
  @Test(arguments: AimedModel.all)
  func theLossIsWhatItIsMadeOf(_ model: AimedModel) throws {
    let session = try model.session(.float64)
    let account = try #require(try session.lossAccount())
    var total = account.penalties.reduce(0) { $0 + $1.amount }
    for output in account.outputs {
      total += (output.weight ?? 1) * output.loss
      let mean = output.samples.reduce(0, +) / Double(output.samples.count)
      #expect(output.averaging == .mean && abs(mean - output.loss) <= 1e-12 + 1e-9 * abs(mean))
      #expect(output.counting.map { $0 <= output.samples.count * output.places } ?? true)
    }
    let loss = try #require(account.total.elements.first)
    #expect(abs(total - loss) <= 1e-12 + 1e-9 * abs(loss), "\(total), not \(loss)")
    #expect(session.machine?.position == .start)
    #expect(account.penalties.count == (model.name == "penalties" ? 3 : 0))
    #expect(account.outputs.contains { $0.counting != nil } == (model.name == "masked_sequence"))
  }

  /// Both give the same numbers, where what is wanted adds up to 1.
  @Test(arguments: ["softmax", "classes", "sigmoid", "masked"])
  func theLongWayLeadsToTheSame(_ name: String) throws {
    let machine = try #require(try AimedModel(name: name).session(.float64).machine)
    _ = try machine.resume()
    let program = machine.program
    var count = 0
    for equation in program.equations {
      guard let long = program.longWay(of: equation) else { continue }
      count += 1
      for sample in 0..<machine.samples {
        let own = try machine.read(equation.result, sample: sample).elements
        let other = try long.evaluate { value in
          // The gradient that it starts from is a name alone.
          let known =
            value.id >= 0 ? value : equation.term.values.first { $0.name == value.name }
          return known.flatMap { try? machine.read($0, sample: sample) }
        }.elements
        #expect(own.count == other.count)
        #expect(zip(own, other).allSatisfy { abs($0 - $1) <= 1e-12 }, "\(own), not \(other)")
      }
    }
    #expect(count == 1)
  }
}

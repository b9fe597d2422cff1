import Checks
import Equations
import Exports
import ModelSupport
import Models
import Tensors
import Terms
import Testing

@testable import Debugging

/// Where another implementation first computes something else.
@Suite struct DivergenceTests {
  /// What a trace of the run holds, as another implementation would save it.
  private func trace(_ machine: Machine, isBatch: Bool) throws -> [NamedTensor] {
    try Trace.arrays(machine, isBatch: isBatch).map { NamedTensor($0.name, $0.tensor) }
  }

  private func moved(_ tensor: Tensor, at place: Int) -> Tensor {
    var elements = tensor.elements
    elements[place] = tensor.dtype == .bool ? 1 - elements[place] : 3 * elements[place] + 1
    return Tensor(tensor.shape, tensor.dtype, elements)
  }

  @Test(arguments: FixtureModel.all, [false, true])
  func oneWrongNumberIsFoundWhereItIs(_ fixture: FixtureModel, isBatch: Bool) throws {
    let session = try fixture.session(sample: isBatch ? nil : 0)
    let machine = try #require(session.machine)
    _ = try machine.resume()
    let arrays = try trace(machine, isBatch: isBatch)
    let same = try Divergence(of: machine, session.model, from: arrays)
    #expect(same.first == nil)
    #expect(same.skipped.isEmpty)
    #expect(same.missing.isEmpty)
    #expect(same.compared.count == machine.program.equations.count)

    // The last of the numbers is of the last sample and timestep.
    // NaN that is moved is NaN again, and so with infinity.
    for (index, array) in arrays.enumerated() where array.tensor.elements.last?.isFinite == true {
      let place = array.tensor.count - 1
      var wrong = arrays
      wrong[index] = NamedTensor(array.name, moved(array.tensor, at: place))
      let divergence = try Divergence(of: machine, session.model, from: wrong)
      let first = try #require(divergence.first)
      let equation = machine.program.equations[index]
      let steps = machine.program.lengths(around: equation.scan).map { $0 - 1 }
      #expect(first.array == array.name)
      #expect(first.tick == machine.written(equation.result, at: steps).tick)
      #expect(first.sample == machine.samples - 1)
      #expect(first.index == equation.result.shape.index(of: equation.result.shape.count - 1))
      #expect(first.own == array.tensor.elements[place])
      #expect(first.other == wrong[index].tensor.elements[place])
    }
  }

  @Test func theOutputAloneWillDo() throws {
    let fixture = try #require(FixtureModel.all.first { $0.model.contains("/lstm-gates/") })
    let session = try fixture.session(sample: 1)
    let machine = try #require(session.machine)
    _ = try machine.resume()
    let output = try #require(try session.outputs()?.first)
    let right = try Divergence(
      of: machine, session.model, from: [NamedTensor("y0", output)])
    #expect(right.first == nil)
    #expect(right.compared == ["y0"])
    #expect(right.missing.count == machine.program.equations.count)
    let wrong = try Divergence(
      of: machine, session.model, from: [NamedTensor("y0", moved(output, at: 0))])
    #expect(wrong.first?.tick == machine.program.tickCount)
    #expect(wrong.first?.index == [0])
  }

  @Test func whatCannotBeComparedIsToldAndSkipped() throws {
    let fixture = try #require(FixtureModel.all.first { $0.model.contains("/lstm-gates/") })
    let session = try fixture.session(sample: 0)
    let machine = try #require(session.machine)
    _ = try machine.resume()
    var arrays = try trace(machine, isBatch: false)
    let first = try #require(arrays.first)
    arrays.append(NamedTensor("no.such", first.tensor))
    arrays.append(NamedTensor("y7", first.tensor))
    arrays[0] = NamedTensor(first.name, Tensor([5], .float32, repeating: 0))
    let divergence = try Divergence(of: machine, session.model, from: arrays)
    #expect(divergence.first == nil)
    #expect(Set(divergence.skipped.map(\.name)) == ["no.such", "y7", first.name])
    #expect(divergence.missing == [first.name])
  }
}

// A model's computation as a list of named equations.
//
// Layers write to `Equations`, one equation after another, and what is written is a `Program`: values,
// instructions, loops over time, and the order of execution. An equation's term is cut into
// instructions by the `Emitter`, which also says what is made before a loop or on entering it. A
// program is immutable; `Ticks` count its executions, and every place in a run is one of them.
//
// A `Revision` changes what is written while it is written, which is how a known mistake gets into a
// program. A layer that cannot be computed ends the program with an `Obstacle`: what stands before it
// works. How long a program may get is measured as it grows (`ProgramLimit`).
//
// A value has a place in a storage (`Place`), with slots for every timestep; where storages lie, and
// who runs the instructions, is the engine's matter. Nothing here computes a number of a model.
//
// `Gradients` goes through what was written from its end and writes the gradients: equations like any other, in loops
// that go through the timesteps of others from the last to the first.
//
// Left out: states that are not a sample's own.

import Tensors
import Terms

/// The list that a layer writes its equations to; what it writes becomes a `Program`.
///
/// `let z = try eq("z", x • W + b)` adds an equation and gives its value to the next one.
package final class Equations {
  var program = Program()
  var contexts: [Context] = []
  var scanStack: [Int] = []
  /// How deep loops may stand in loops.
  package static let deepestNesting = 4

  /// The layer call that is being written.
  struct Context {
    let frame: Int
    let dtype: DType
    let weights: [String: any WeightSource]
    /// The format in which its weights are kept, where that is another than it computes in.
    var variables: DType?
    /// Whether the layer does as in training.
    var isTraining = false
    var used: [String: Term] = [:]
  }

  /// The format that all layers compute in, whatever they say themselves; nil: their own.
  package let precision: DType?

  /// What random numbers are made from when layers do as in training; nil at inference.
  package let trainingSeed: Int?
  /// Whether weights are changed, and so stand in the format that they are kept in, whatever layers compute in.
  let changesWeights: Bool
  /// What is changed while it is written; nil: nothing.
  let revision: Revision?
  /// Whether a rule of the revision is at work: what it writes is not revised again.
  var isRevising = false

  /// How long the program may get.
  let limit: ProgramLimit

  /// Whether a weight that is not there is taken to be NaN in every place.
  package let imaginesWeights: Bool

  /// The outputs of layer calls that are given and not computed, by the calls' paths.
  package var supplied: [String: Term] = [:]

  /// How many samples the file says are always fed together; nil where it does not.
  package var samples: Int?

  /// The texts of inputs, by the inputs' ids.
  var fedTexts: [Int: [Double]] = [:]

  /// How many words a text is taken to have while none is fed.
  package let imaginedWords: Int

  package init(
    precision: DType? = nil, trainingSeed: Int? = nil, changesWeights: Bool = false,
    revision: Revision? = nil, limit: ProgramLimit = .standard,
    imaginesWeights: Bool = false, imaginedWords: Int = 3
  ) {
    self.changesWeights = changesWeights
    self.imaginedWords = imaginedWords
    self.imaginesWeights = imaginesWeights
    self.precision = precision
    self.trainingSeed = trainingSeed
    self.revision = revision
    self.limit = limit
  }

  /// Writes what the body writes, or nothing when it throws.
  package func whole<R>(_ body: () throws -> R) throws -> R {
    let extent = program.extent
    do {
      return try body()
    } catch {
      program.shrink(to: extent)
      throw error
    }
  }

  /// Writes what the body writes, and when it throws, as much of that as has equations; nothing of it where a loop was
  /// not brought to its end.
  package func asFarAsPossible<R>(_ body: () throws -> R) throws -> R {
    let extent = program.extent
    let (count, loops) = (program.equations.count, program.scans.count)
    do {
      return try body()
    } catch {
      let isInLoop = program.scans[loops...].contains { $0.bounds.isEmpty }
      if program.equations.count == count || isInLoop { program.shrink(to: extent) }
      throw error
    }
  }

  /// The program as written; `obstacle` says why it ends early.
  package func finish(outputs: [Term], obstacle: Obstacle? = nil) -> Program {
    program.outputs = outputs.compactMap(\.value)
    program.obstacle = obstacle
    program.scalar = program.needsDouble ? .double : .single
    program.countTicks()
    return program
  }
}

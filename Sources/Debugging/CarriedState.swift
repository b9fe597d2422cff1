import Engine
import Equations
import Tensors
import Terms

/// The states that the loops of a run end with, for a later run to go on from.
package struct CarriedState: Sendable {
  /// Which loops go on from carried states.
  package enum Resumption: Sendable {
    /// Those of layers with stateful=True, as Keras does from batch to batch.
    case statefulLayers
    /// All of them, with what masked timesteps put out: a sequence goes on where it was left.
    case everything
  }

  /// What a walk, or a step of training, begins from.
  package struct Beginning: Sendable {
    /// nil: all states are zero, or given by the model.
    package let states: CarriedState?
    package let loops: Resumption

    package init(states: CarriedState?, by loops: Resumption = .statefulLayers) {
      (self.states, self.loops) = (states, loops)
    }
  }

  /// How many bytes its numbers take.
  var byteCount: Int {
    loops.values.reduce(0) { sum, loop in
      sum + loop.states.joined().reduce(0) { $0 + $1.count * MemoryLayout<Double>.size }
    }
  }

  struct Loop: Sendable {
    let path: String
    /// By state and sample.
    let states: [[Tensor]]

    /// Whether any number of a state that outlives the call is not 0.
    func isNotZero(_ scan: Scan) -> Bool {
      zip(scan.carries, states).contains { carry, samples in
        carry.outlives && samples.contains { $0.elements.contains { $0 != 0 } }
      }
    }
  }

  /// By the loop's number in the program.
  let loops: [Int: Loop]
  let samples: Int

  /// The values to set on entering each loop.
  func values(
    for program: Program, samples: Int, _ resumption: Resumption
  ) throws(MachineError) -> [Int: [(value: Value, states: [Tensor])]] {
    guard samples == self.samples else {
      throw .carriedSamples(expected: samples, given: self.samples)
    }
    var result: [Int: [(value: Value, states: [Tensor])]] = [:]
    for (id, loop) in loops {
      guard program.scans.indices.contains(id), program.scans[id].parent == nil,
        program.frames.indices.contains(program.scans[id].frame),
        program.frames[program.scans[id].frame].path == loop.path,
        program.scans[id].carries.count == loop.states.count
      else {
        // A program that ends early has no such loop.
        if program.obstacle != nil { continue }
        throw .carriedElsewhere(path: loop.path)
      }
      let scan = program.scans[id]
      guard resumption == .everything || scan.isStateful else { continue }
      let prefersOwn = scan.prefersCarried && loop.isNotZero(scan)
      for (carry, states) in zip(scan.carries, loop.states) {
        let value = program.values[carry.previous]
        guard states.allSatisfy({ $0.shape == value.shape }) else {
          throw .carriedElsewhere(path: loop.path)
        }
        // A stateful layer that is given an initial state mostly takes that one.
        let isOwn = carry.outlives && (program.numbers[carry.initial] != nil || prefersOwn)
        if resumption == .everything || isOwn { result[id, default: []].append((value, states)) }
      }
    }
    return result
  }
}

extension Machine {
  /// The last states of all loops that the run has come to the end of, save loops inside loops,
  /// which begin anew in every timestep; as far as a tick, or as where one stands.
  package func carriedState(by tick: Int? = nil) throws -> CarriedState {
    var result: [Int: CarriedState.Loop] = [:]
    for scan in program.scans
    where scan.parent == nil && !scan.isBackward
      && program.end(of: scan, at: []) <= tick ?? position.tick
    {
      var states: [[Tensor]] = []
      for carry in scan.carries {
        let value = program.values[carry.next]
        states.append(
          try (0..<samples).map {
            try engine.memory.read(value, at: [scan.steps - 1], sample: $0)
          })
      }
      result[scan.id] = CarriedState.Loop(path: program.frames[scan.frame].path, states: states)
    }
    return CarriedState(loops: result, samples: samples)
  }
}

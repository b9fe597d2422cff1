/// The message of the refusal that `body` throws, "nothing was thrown" otherwise.
///
/// The folder of the fixtures is left out of it.
package func refusal<Result, Refusal: Error>(_ body: () throws(Refusal) -> Result) -> String {
  do throws(Refusal) {
    _ = try body()
    return "nothing was thrown"
  } catch {
    return withoutFolder("\(error)")
  }
}

package func withoutFolder(_ text: String) -> String {
  text.split(separator: "\(Fixtures.folder)/", omittingEmptySubsequences: false).joined()
}

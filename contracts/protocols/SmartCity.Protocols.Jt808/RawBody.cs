using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808;

/// <summary>
/// A body whose fields this codec does not read: an unknown id, one of JT/T 1078 or a provincial standard, or an
/// encrypted one. The bytes are all in <see cref="Jt808Body.Trailing"/>. Also what the empty messages are (0002, 0003, 8104, 8201, …).
/// </summary>
/// <param name="Id">The message id as it came.</param>
public sealed record RawBody(ushort Id) : Jt808Body
{
    /// <inheritdoc/>
    public override ushort MessageId => Id;

    internal override void Write(ref BodyWriter writer, Jt808Edition edition)
    {
    }
}

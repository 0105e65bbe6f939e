using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Terminal;

/// <summary>0x8100 终端注册应答 (2013: 8.6).</summary>
/// <param name="AckSequence">Serial number of the registration.</param>
/// <param name="Result">Whether the terminal is registered, or why not.</param>
/// <param name="AuthenticationCode">The code the terminal shows in 0x0102 from now on; sent only with Ok, empty otherwise.</param>
public sealed record RegistrationReply(ushort AckSequence, RegistrationResult Result, string AuthenticationCode = "") : Jt808Body
{
    /// <inheritdoc/>
    public override ushort MessageId => MessageIds.RegistrationReply;

    /// <summary>Decodes the body; BadField when it is shorter than 3 bytes.</summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">Any; all are alike.</param>
    /// <param name="message">The message, or null on error.</param>
    public static FrameError TryRead(ReadOnlySpan<byte> body, Jt808Edition edition, out RegistrationReply? message)
    {
        var reader = new BodyReader(body);
        ushort sequence = reader.UInt16();
        var result = (RegistrationResult)reader.Byte();
        string code = result == RegistrationResult.Ok ? reader.RestText() : "";
        return reader.Accept(new RegistrationReply(sequence, result, code) { Trailing = reader.Rest() }, out message);
    }

    internal override void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        writer.UInt16(AckSequence);
        writer.Byte((byte)Result);
        if (Result == RegistrationResult.Ok) writer.Text(AuthenticationCode);
    }
}

/// <summary>Result of a registration (table 8).</summary>
public enum RegistrationResult : byte
{
    /// <summary>成功.</summary>
    Ok = 0,
    /// <summary>车辆已被注册.</summary>
    VehicleRegistered = 1,
    /// <summary>数据库中无该车辆.</summary>
    NoSuchVehicle = 2,
    /// <summary>终端已被注册.</summary>
    TerminalRegistered = 3,
    /// <summary>数据库中无该终端.</summary>
    NoSuchTerminal = 4,
}

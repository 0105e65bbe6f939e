using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Vehicle;

/// <summary>
/// 0x0702 驾驶员身份信息采集上报 (2011: 8.40; 2013: 8.48; 2019 adds the identity card). 2011 sends names and numbers alone,
/// without card state and time; a first byte that is no card state tells it.
/// </summary>
public sealed record DriverIdentity : Jt808Body
{
    /// <summary>What happened to the card; Unknown in 2011.</summary>
    public CardState State { get; init; }

    /// <summary>When, +08:00; null in 2011 or when the digits are no time.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>IC 卡读取结果; null when the card was pulled or in 2011. What follows is there with Ok only.</summary>
    public CardReadResult? ReadResult { get; init; }

    /// <summary>驾驶员姓名.</summary>
    public string Name { get; init; } = "";

    /// <summary>从业资格证编码, 20 bytes (40 in 2011).</summary>
    public string LicenceNumber { get; init; } = "";

    /// <summary>发证机构名称.</summary>
    public string Authority { get; init; } = "";

    /// <summary>证件有效期, the digits YYYYMMDD as they came; empty in 2011.</summary>
    public string ValidUntil { get; init; } = "";

    /// <summary>驾驶员身份证号, 20 bytes; empty in 2013.</summary>
    public string IdentityCard { get; init; } = "";

    /// <inheritdoc/>
    public override ushort MessageId => MessageIds.DriverIdentity;

    /// <summary>Decodes the body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">2011 and 2019 differ from 2013; a 2013 body that does not begin with a card state is read as 2011.</param>
    /// <param name="message">The message, or null on error.</param>
    /// <returns>None, or BadField when a field of the state reported is missing.</returns>
    public static FrameError TryRead(ReadOnlySpan<byte> body, Jt808Edition edition, out DriverIdentity? message)
    {
        bool v2011 = edition == Jt808Edition.V2011 || (edition == Jt808Edition.V2013 && body is [not (1 or 2), ..]);
        var reader = new BodyReader(body);
        return reader.Accept(v2011 ? Read2011(ref reader) : Read(ref reader, edition), out message);
    }

    internal override void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        if (edition == Jt808Edition.V2011 || (edition == Jt808Edition.V2013 && State is not (CardState.Inserted or CardState.Pulled)))
        {
            writer.Text8(Name);
            writer.FixedText(IdentityCard, 20);
            writer.FixedText(LicenceNumber, 40);
            writer.Text8(Authority);
            return;
        }

        writer.Byte((byte)State);
        writer.Time(Time);
        if (ReadResult is not { } result) return;
        writer.Byte((byte)result);
        if (result == CardReadResult.Ok) WriteCard(ref writer, edition);
    }

    private void WriteCard(ref BodyWriter writer, Jt808Edition edition)
    {
        writer.Text8(Name);
        writer.FixedText(LicenceNumber, 20);
        writer.Text8(Authority);
        if (ValidUntil.Length != 8) throw new ArgumentException($"The validity is 8 digits YYYYMMDD, not '{ValidUntil}'.");
        writer.Bytes(Convert.FromHexString(ValidUntil));
        if (edition == Jt808Edition.V2019) writer.FixedText(IdentityCard, 20);
    }

    private static DriverIdentity Read2011(ref BodyReader reader) => new()
    {
        Name = reader.Text(reader.Byte()),
        IdentityCard = reader.FixedText(20),
        LicenceNumber = reader.FixedText(40),
        Authority = reader.Text(reader.Byte()),
        Trailing = reader.Rest(),
    };

    private static DriverIdentity Read(ref BodyReader reader, Jt808Edition edition)
    {
        var head = new DriverIdentity { State = (CardState)reader.Byte(), Time = reader.Time() };
        if (reader.Left == 0) return head;
        head = head with { ReadResult = (CardReadResult)reader.Byte() };
        if (head.ReadResult != CardReadResult.Ok) return head with { Trailing = reader.Rest() };
        return head with
        {
            Name = reader.Text(reader.Byte()),
            LicenceNumber = reader.FixedText(20),
            Authority = reader.Text(reader.Byte()),
            ValidUntil = Convert.ToHexString(reader.Take(4)),
            IdentityCard = edition == Jt808Edition.V2019 ? reader.FixedText(20) : "",
            Trailing = reader.Rest(),
        };
    }
}

/// <summary>从业资格证 IC 卡 state (table 75).</summary>
public enum CardState : byte
{
    /// <summary>Not said (2011).</summary>
    Unknown = 0,
    /// <summary>卡插入: the driver starts work.</summary>
    Inserted = 1,
    /// <summary>卡拔出: the driver ends work.</summary>
    Pulled = 2,
}

/// <summary>IC 卡读取结果 (table 75).</summary>
public enum CardReadResult : byte
{
    /// <summary>读卡成功.</summary>
    Ok = 0,
    /// <summary>卡片密钥认证未通过.</summary>
    KeyRefused = 1,
    /// <summary>卡片已被锁定.</summary>
    Locked = 2,
    /// <summary>卡片被拔出.</summary>
    PulledOut = 3,
    /// <summary>数据校验错误.</summary>
    BadCheck = 4,
}

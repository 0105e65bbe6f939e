namespace SmartCity.Protocols.Hj212;

/// <summary>
/// The device an exchange is with, as both sides name it; makes the packets of either side. QN is the caller's:
/// <see cref="Hj212Time.FormatQn"/> for a new exchange, the request's own in an answer.
/// </summary>
/// <param name="Mn">The device, 24 hexadecimal digits (14 characters in 2005).</param>
/// <param name="Pw">Its access password, six characters.</param>
/// <param name="St">Its system code, two digits.</param>
/// <param name="Edition">The edition it speaks.</param>
public sealed partial record Hj212Peer(string Mn, string Pw, string St, Hj212Edition Edition)
{
    /// <summary>ST of acknowledgements: system interaction (HJ 212-2017 table 5).</summary>
    public const string InteractionSt = "91";

    /// <summary>Any packet of this device's exchanges; <paramref name="cp"/> is what stands between the two <c>&amp;&amp;</c>.</summary>
    public Hj212Packet Compose(int cn, string qn, string cp, bool wantsAnswer) =>
        new(qn, St, cn, Pw, Mn, Flag(wantsAnswer), cp);

    /// <summary>PW stays out of logs.</summary>
    public override string ToString() => $"MN={Mn} ST={St} {Edition}";

    private byte Flag(bool wantsAnswer)
    {
        int version = Edition == Hj212Edition.Unknown ? (int)Hj212Edition.Edition2017 : (int)Edition;
        return (byte)(version << 2 | (wantsAnswer ? 1 : 0));
    }
}

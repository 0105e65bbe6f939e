namespace SmartCity.Protocols.Hj212;

/// <summary>A frame's content to keep, to compare, or to send: <see cref="Hj212Frame.ToPacket"/>, <see cref="Hj212Writer"/>.</summary>
/// <param name="Qn">Identity of the exchange, 17 digits; null when there is none.</param>
/// <param name="St">System code, two digits.</param>
/// <param name="Cn">Command code, see <see cref="Hj212Cn"/>.</param>
/// <param name="Pw">Access password.</param>
/// <param name="Mn">The device.</param>
/// <param name="Flag">Version, split and answer bits; null for a 2005 frame without Flag.</param>
/// <param name="Cp">What stands between the two <c>&amp;&amp;</c>. One that begins with <c>QN=</c> is sent without QN in the header (2005).</param>
/// <param name="Pnum">Number of parts, 0 when not split.</param>
/// <param name="Pno">Number of this part from 1, 0 when not split.</param>
public sealed record Hj212Packet(
    string? Qn, string St, int Cn, string Pw, string Mn, byte? Flag, string Cp, int Pnum = 0, int Pno = 0)
{
    /// <summary>The edition its Flag tells.</summary>
    public Hj212Edition Edition => new Hj212Frame { Flag = Flag }.Edition;

    /// <summary>Bit A of Flag: the sender waits for an answer.</summary>
    public bool WantsAnswer => (Flag & 1) == 1;

    /// <summary>The packet is one part of several.</summary>
    public bool IsSplit => Pnum > 0 && Pno > 0;

    /// <summary>The value of the first item of that name, or null.</summary>
    public string? Value(string name)
    {
        byte[] cp = System.Text.Encoding.UTF8.GetBytes(Cp);
        return new Hj212Items(cp).TryGet(System.Text.Encoding.UTF8.GetBytes(name), out ReadOnlySpan<byte> value)
            ? ChineseText.Decode(value) : null;
    }

    /// <summary>PW stays out of logs.</summary>
    public override string ToString() => $"CN={Cn} MN={Mn} QN={Qn} ST={St} Flag={Flag} part {Pno}/{Pnum} CP={Cp}";
}

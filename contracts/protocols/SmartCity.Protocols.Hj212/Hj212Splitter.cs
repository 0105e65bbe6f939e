using System.Text;

namespace SmartCity.Protocols.Hj212;

/// <summary>Cuts a packet that does not fit one segment into parts (HJ 212-2017 6.4): the other side of <see cref="Hj212Assembler"/>.</summary>
public static class Hj212Splitter
{
    /// <summary>
    /// The parts, in order, each with DataTime repeated and a QN one millisecond behind the last; the packet itself when
    /// it fits. A group of items that is too long by itself stays whole, and the writer will refuse it.
    /// </summary>
    /// <param name="packet">What is to be sent; its QN must be a time.</param>
    /// <param name="maxCpBytes">
    /// The most bytes of CP a part carries. Default 900: the standard's 950 and a full header with part numbers are
    /// together more than its 1024.
    /// </param>
    public static IReadOnlyList<Hj212Packet> Split(Hj212Packet packet, int maxCpBytes = 900)
    {
        if (Encoding.UTF8.GetByteCount(packet.Cp) <= maxCpBytes)
        {
            return [packet];
        }

        List<string> parts = Pack(packet.Cp.Split(';', StringSplitOptions.RemoveEmptyEntries), maxCpBytes);
        DateTimeOffset? qn = packet.Qn is null ? null : Hj212Time.Parse(Encoding.ASCII.GetBytes(packet.Qn));
        return [.. parts.Select((cp, index) => packet with
        {
            Cp = cp, Pnum = parts.Count, Pno = index + 1, Flag = (byte)((packet.Flag ?? 0) | 2),
            Qn = qn is { } time ? Hj212Time.FormatQn(time.AddMilliseconds(index)) : packet.Qn,
        })];
    }

    private static List<string> Pack(string[] groups, int maxCpBytes)
    {
        string head = groups.FirstOrDefault(group => group.StartsWith("DataTime=", StringComparison.Ordinal)) ?? "";
        var parts = new List<string>();
        string part = head;
        foreach (string group in groups.Where(group => group != head))
        {
            string longer = part.Length == 0 ? group : $"{part};{group}";
            bool fits = Encoding.UTF8.GetByteCount(longer) <= maxCpBytes || part == head;
            if (!fits)
            {
                parts.Add(part);
            }

            part = fits ? longer : head.Length == 0 ? group : $"{head};{group}";
        }

        parts.Add(part);
        return parts;
    }
}

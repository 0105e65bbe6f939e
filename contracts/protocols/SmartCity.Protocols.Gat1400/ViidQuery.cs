using System.Globalization;

namespace SmartCity.Protocols.Gat1400;

/// <summary>A GET on a collection: a page, filters <c>MotorVehicle.PlateNo=…</c>, or a list of ids (GA/T 1400.4 chapter 7).</summary>
/// <param name="RecordStartNo">First row wanted, from 1; 1 when not said.</param>
/// <param name="PageRecordNum">Rows wanted, 1 to <see cref="MaxPage"/>; 100 when not said.</param>
/// <param name="Ids">IDList, empty when not said.</param>
/// <param name="Filters">Object, field and value wanted.</param>
public sealed record ViidQuery(int RecordStartNo, int PageRecordNum, IReadOnlyList<string> Ids, IReadOnlyList<ViidFilter> Filters)
{
    /// <summary>Most rows of one page.</summary>
    public const int MaxPage = 1000;

    /// <summary>Most filters, and most ids, of one query; the rest is a fault.</summary>
    public const int MaxTerms = 100;

    /// <summary>Reads a query string's parameters, already unescaped. Null with a fault naming the bad parameter; unknown ones are stepped over.</summary>
    public static ViidFault? TryRead(IEnumerable<KeyValuePair<string, string>> parameters, out ViidQuery query)
    {
        var (start, page) = (1, 100);
        List<string> ids = [];
        List<ViidFilter> filters = [];
        query = new(start, page, ids, filters);
        foreach (var (name, value) in parameters)
        {
            var dot = name.IndexOf('.');
            if (name.Equals("RecordStartNo", StringComparison.OrdinalIgnoreCase))
            {
                if (!TryRange(value, int.MaxValue, out start)) return Bad(name, "a whole number from 1");
            }
            else if (name.Equals("PageRecordNum", StringComparison.OrdinalIgnoreCase))
            {
                if (!TryRange(value, MaxPage, out page)) return Bad(name, $"a whole number from 1 to {MaxPage}");
            }
            else if (name.Equals("IDList", StringComparison.OrdinalIgnoreCase))
                ids.AddRange(value.Split(',', MaxTerms + 1, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
            else if (dot > 0 && dot < name.Length - 1)
                filters.Add(new(name[..dot], name[(dot + 1)..], value));
            if (ids.Count > MaxTerms || filters.Count > MaxTerms) return Bad(name, $"at most {MaxTerms} terms");
        }
        query = new(start, page, ids, filters);
        return null;
    }

    private static bool TryRange(string value, int most, out int number) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1 && number <= most;

    private static ViidFault Bad(string name, string expected) =>
        new(ViidError.OutOfRange, "?" + (name.Length > 64 ? name[..64] : name), expected, Mandatory: true);
}

/// <summary>One filter of a query.</summary>
/// <param name="Object">The object: <c>MotorVehicle</c>.</param>
/// <param name="Field">Its field: <c>PlateNo</c>.</param>
/// <param name="Value">The value wanted; personal data when it is a plate or a name.</param>
public sealed record ViidFilter(string Object, string Field, string Value);

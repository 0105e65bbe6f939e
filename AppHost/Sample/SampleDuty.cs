using System.Globalization;

namespace SmartCity.AppHost.Sample;

/// <summary>A line of the duty list 值班表 of people who exist only here: day and night, two who are told one after the other, and a supervisor.</summary>
internal sealed record SampleDuty(string Division, string Shift, string From, string To, string Position, string Account, string Name)
{
    public const string Columns = "division,shift,days,from,to,position,account,name,phone,mail";
    private static readonly (string Shift, string From, string To)[] Shifts = [("白班", "08:00", "20:00"), ("夜班", "20:00", "08:00")];
    private static readonly string[] Positions = ["1", "2", "supervisor"];

    // Stirred into the seed, so that the people on duty draw nothing away from grids and stations.
    private const int Stir = 0x0D17;

    public string Line => $"{Division},{Shift}{SampleCity.Mark},daily,{From},{To},{Position},{Account},{Name},,";

    /// <summary>The list of a node: all its divisions without one of their own fall to it.</summary>
    public static IEnumerable<SampleDuty> Of(string node, int seed)
    {
        var random = new Random(seed ^ int.Parse(node, CultureInfo.InvariantCulture) ^ Stir);
        foreach (var (shift, from, to) in Shifts)
            foreach (var position in Positions)
                yield return new(node, shift, from, to, position, string.Create(CultureInfo.InvariantCulture, $"SAMPLE-{node}-{(shift == "白班" ? "D" : "N")}{position[0]}"), SampleNames.Person(random));
    }
}

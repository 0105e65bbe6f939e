using SmartCity.AppHost.Reading;
using SmartCity.AppHost.Topology;
using SmartCity.Simulators.Hj212;

namespace SmartCity.AppHost.Sample;

/// <summary>Enters the sample stations at their homes, and lets them speak.</summary>
internal static class SampleStations
{
    private const string Module = "environment";
    private const string Route = $"/api/{Module}/v1/stations/";

    /// <summary>Registers stations where its division has its home; one that is there already stays as it is.</summary>
    public static async Task RegisterAsync(IEnumerable<SampleStation> stations, CityPlan plan, Func<string, NodeApi> api, CancellationToken cancellation)
    {
        foreach (var station in stations)
        {
            var home = HomeOf(station, plan);
            if (await api(home.Id).GetAsync(Route + station.Mn, cancellation) is null)
                await api(home.Id).PutAsync(Route + station.Mn, new
                {
                    name = station.Name,
                    systemCode = station.SystemCode,
                    division = station.Division,
                    longitude = station.Place.Longitude,
                    latitude = station.Place.Latitude,
                    password = SampleStation.Password,
                }, cancellation);
        }
    }

    /// <summary>Makes the device of a station; it does nothing before it is run.</summary>
    public static Hj212Station Device(SampleStation station, CityPlan plan, TimeProvider clock, Func<Hj212StationOptions, Hj212StationOptions>? adjust = null)
    {
        var options = new Hj212StationOptions
        {
            Port = HomeOf(station, plan).Hj212Port!.Value,
            Mn = station.Mn,
            Pw = SampleStation.Password,
            St = station.SystemCode,
            Seed = station.Seed,
            Factors = station.Factors,
        };
        return new(adjust is null ? options : adjust(options), clock);
    }

    /// <summary>The process of stations at the station's home: its county's, or the city where it has none.</summary>
    public static ProgramPlan HomeOf(SampleStation station, CityPlan plan) =>
        plan.ProcessOf((plan.Counties.FirstOrDefault(county => county.Id == station.Division) ?? plan.City).Id, Module);
}

using Microsoft.Extensions.DependencyInjection;
using SmartCity.Benchmarks.Circuits;
using SmartCity.Contracts;
using SmartCity.Contracts.Platform;
using SmartCity.Desks;
using SmartCity.Desks.Acting;
using SmartCity.Desks.Wall;
using SmartCity.TestKit;

namespace SmartCity.CommandCentre.Tests.Live;

/// <summary>Real circuits of open pages. What is counted has a most and no least: a slow machine cannot fail it.</summary>
public sealed class CircuitTests
{
    [Fact]
    public async Task Twenty_open_walls_read_a_figure_once_a_beat_and_are_drawn_once_for_all_their_figures()
    {
        var figures = Enumerable.Range(0, 3).Select(number => new Counted(number)).ToList();
        await using var node = await TestNode.StartAsync("430481", TestSite.AllModules, services: services => figures.ForEach(figure => services.AddSingleton<IFigure>(figure)));
        using var visitor = await Visitor.SignInAsync(node.Http, node.Address, "duty-officer");
        var walls = new List<HubPage>();
        try
        {
            for (var number = 0; number < 20; number++)
                walls.Add(await HubPage.OpenAsync(node.Address, visitor, "/wall", new Sightings()));
            await Eventually.True("every wall was drawn", () => Task.FromResult(walls.All(wall => wall.Batches >= 2)), TimeSpan.FromMinutes(1));
            await Task.Delay(1000);
            var (batches, reads, began) = (walls.Select(wall => wall.Batches).ToList(), figures.Select(figure => figure.Reads).ToList(), TimeProvider.System.GetTimestamp());
            for (var burst = 0; burst < 30; burst++)
            {
                await node.Log.AppendAsync(new AlarmDrilled("d", burst, "test", "430481", TimeProvider.System.GetUtcNow()), CancellationToken.None);
                await Task.Delay(100);
            }
            var most = (int)(2 * TimeProvider.System.GetElapsedTime(began).TotalSeconds) + 2;
            Assert.All(walls, wall => Assert.Null(wall.Failed));
            Assert.All(figures.Select((figure, index) => figure.Reads - reads[index]), read => Assert.InRange(read, 2, most));
            Assert.All(walls.Select((wall, index) => wall.Batches - batches[index]), drawn => Assert.InRange(drawn, 1, most));
        }
        finally
        {
            foreach (var wall in walls)
                await wall.DisposeAsync();
        }
    }

    private sealed class Counted(int number) : IFigure
    {
        private int reads;

        public int Reads => Volatile.Read(ref reads);

        public string Key => "counted-" + number;

        public Words Name => ("计数", "Counted");

        public string Module => "federation";

        public int Order => number;

        public IReadOnlyList<Lane> Lanes => [Lane.Alarm];

        public Task<Answer<FigureView>> ReadAsync(NodeApi api, CancellationToken cancellation) =>
            Task.FromResult(new Answer<FigureView>(new(Interlocked.Increment(ref reads).ToString(System.Globalization.CultureInfo.InvariantCulture), ("次", "times"), Tone.Good, new(("测试", "test"), TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(1))), null));
    }
}
